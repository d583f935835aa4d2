//! The headline: of what a page offers, the one that is no site's name, without the site's name.

use std::collections::HashSet;

use crate::outlet::folded;

/// What stands between a headline and the site's name, strongest first.
const SEPARATORS: [&str; 10] = [" | ", " :: ", " – ", " — ", " - ", " · ", " » ", " < ", " : ", "::"];

/// A headline without the name of the site before or after it.
///
/// `names` are those that the site goes by; `shown` the letters of the short lines on the page, among
/// them the headline, which say how much of a longer title it is.
pub(crate) fn cleaned(title: &str, names: &[String], shown: &HashSet<String>) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_name = |part: &str| {
        let part = folded(part);
        !part.is_empty() && names.iter().any(|name| folded(name) == part)
    };
    let mut cut = title.as_str();
    // A site may put a section between headline and name: take parts off as long as they are names.
    for _ in 0..3 {
        let shorter = SEPARATORS.iter().find_map(|separator| {
            let (before, after) = cut.rsplit_once(separator)?;
            if is_name(after) {
                return Some(before);
            }
            let (before, after) = cut.split_once(separator)?;
            is_name(before).then_some(after)
        });
        match shorter {
            Some(shorter) if !shorter.trim().is_empty() => cut = shorter.trim(),
            _ => break,
        }
    }
    if shown.contains(&folded(cut)) {
        return cut.to_owned();
    }
    let parts = SEPARATORS.iter().flat_map(|separator| {
        let ends = [cut.rsplit_once(separator), cut.split_once(separator)];
        ends.into_iter().flatten().flat_map(|(before, after)| [before, after])
    });
    let shown = parts.filter(|part| part.len() * 2 > cut.len() && shown.contains(&folded(part)));
    shown.max_by_key(|part| part.len()).unwrap_or(cut).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, names: &[&str], shown: &[&str], expected: &str) {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let shown = shown.iter().map(|line| folded(line)).collect();
        assert_eq!(cleaned(title, &names, &shown), expected);
    }

    #[test]
    fn the_sites_name_goes_and_nothing_else() {
        check("Cranes closed | Coastwire", &["Coastwire"], &[], "Cranes closed");
        check("Coastwire - Cranes closed", &["coastwire"], &[], "Cranes closed");
        check("Cranes closed - World | Coastwire", &["Coastwire"], &["Cranes closed"], "Cranes closed");
        check("Ports - a history", &["Coastwire"], &[], "Ports - a history");
        check("Coastwire", &["Coastwire"], &[], "Coastwire");
    }
}
