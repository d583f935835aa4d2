//! Who published an article: by its address in `world/outlets.tsv`, else by what the page says.

use std::collections::HashMap;

use avviso_tables::{Result, Tables};
use avviso_text::Language;
use jiff::tz::TimeZone;

use crate::Outlet;
use crate::date::zone_named;

/// The known outlets.
#[derive(Debug, Default)]
pub(crate) struct Outlets {
    known: Vec<Known>,
    by_host: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
}

#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) id: String,
    names: Vec<(String, String)>,
    /// Whether its pages show what others wrote.
    pub(crate) is_portal: bool,
    pub(crate) zone: Option<TimeZone>,
}

impl Known {
    /// The name in a language, else in English, else any.
    fn name(&self, language: Option<Language>) -> &str {
        let wanted = language.as_ref().map_or("en", Language::as_str);
        let by_code = |code: &str| self.names.iter().find(|(of, _)| of == code);
        let found = by_code(wanted).or_else(|| by_code("en")).or_else(|| self.names.first());
        found.map_or("", |(_, name)| name.as_str())
    }

    /// Every name it has.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(_, name)| name.as_str())
    }

    /// As a document has it.
    pub(crate) fn outlet(&self, language: Option<Language>) -> Outlet {
        Outlet { id: Some(self.id.clone()), name: self.name(language).to_owned() }
    }
}

impl Outlets {
    /// Reads `world/outlets.tsv`; without the table no outlet is known.
    pub(crate) fn load(tables: &Tables) -> Result<Self> {
        let mut outlets = Self::default();
        let Some(table) = tables.world_table("outlets.tsv")? else { return Ok(outlets) };
        let languages = tables.languages();
        for row in table.rows() {
            let id = row.required("id")?;
            let id = if id.contains(':') { id.to_owned() } else { format!("outlet:{id}") };
            let by_language = languages.iter().filter_map(|code| {
                let name = row.get(&format!("name_{code}"));
                (!name.is_empty()).then(|| (code.clone(), name.to_owned()))
            });
            let names: Vec<_> = by_language.collect();
            let zone = match row.get("timezone") {
                "" => None,
                zone => Some(zone_named(zone).ok_or_else(|| row.error(format!("no time zone “{zone}”")))?),
            };
            let n = outlets.known.len();
            for host in row.list("host") {
                outlets.by_host.entry(host.to_lowercase()).or_insert(n);
            }
            for name in names.iter().map(|(_, name)| name.as_str()).chain(row.list("aliases")) {
                outlets.by_name.entry(folded(name)).or_insert(n);
            }
            let is_portal = matches!(row.get("kind"), "portal" | "blog");
            outlets.known.push(Known { id, names, is_portal, zone });
        }
        Ok(outlets)
    }

    /// The outlet of a host, or of the nearest domain above it.
    pub(crate) fn at_host(&self, host: &str) -> Option<&Known> {
        let host = host.to_lowercase();
        let mut domain = host.as_str();
        loop {
            if let Some(&n) = self.by_host.get(domain) {
                return self.known.get(n);
            }
            domain = domain.split_once('.')?.1;
        }
    }

    /// The outlet of a name.
    pub(crate) fn named(&self, name: &str) -> Option<&Known> {
        self.known.get(*self.by_name.get(&folded(name))?)
    }
}

/// Names are compared without regard to case, spaces and marks.
pub(crate) fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
