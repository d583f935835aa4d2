//! In which language a paragraph is written.
//!
//! Scripts settle what they can; for a script that many languages share, statistics of letters
//! (whatlang) have to be sure, or function words of a language that we read have to be there.
//! Otherwise the answer is that it can't be told. A language without a folder is named, not read.

use std::collections::HashMap;
use std::collections::HashSet;

use avviso_tables::{Error, Result, Tables};
use serde::Deserialize;

use crate::script::Script;
use crate::{Language, Text};

/// What is known about a paragraph's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Recognised {
    /// A language that the program reads.
    Language(Language),
    /// A language that it has no folder for.
    Unsupported(Language),
    /// Too little text, or no letters.
    Unknown,
}

impl Recognised {
    /// The language, if it is one that the program reads.
    pub fn language(self) -> Option<Language> {
        match self {
            Self::Language(language) => Some(language),
            _ => None,
        }
    }
}

/// The languages that the program reads, and what tells them apart.
#[derive(Debug, Clone, Default)]
pub struct Languages {
    known: Vec<Known>,
}

#[derive(Debug, Clone)]
struct Known {
    language: Language,
    scripts: Vec<Script>,
    settings: Settings,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Settings {
    names: HashMap<String, String>,
    code3: String,
    scripts: Vec<String>,
    own_script: bool,
    #[serde(default)]
    function_words: HashSet<String>,
}

/// Fewer letters than this are not enough for statistics.
const FEW_LETTERS: usize = 24;

impl Languages {
    /// Reads `language.toml` of every language that has one.
    pub fn load(tables: &Tables) -> Result<Self> {
        let mut known = Vec::new();
        for code in tables.languages() {
            let Some(file) = tables.language_file(&code, "language.toml")? else { continue };
            let settings: Settings =
                toml::from_str(file.text()?).map_err(|error| Error::new(&file.path, error.to_string()))?;
            let language = Language::new(&code)
                .ok_or_else(|| Error::new(&file.path, "stands in a folder that is not a language code"))?;
            let mut scripts = Vec::new();
            for name in &settings.scripts {
                let names = || Script::ALL.map(|script| format!("{script:?}")).join(", ");
                scripts.push(Script::named(name).ok_or_else(|| {
                    Error::new(&file.path, format!("“{name}” is not a script; write one of {}", names()))
                })?);
            }
            known.push(Known { language, scripts, settings });
        }
        Ok(Self { known })
    }

    /// The languages that have a folder, sorted by code.
    pub fn all(&self) -> impl Iterator<Item = Language> {
        self.known.iter().map(|known| known.language)
    }

    /// Whether there is a folder for this language.
    pub fn reads(&self, language: Language) -> bool {
        self.all().any(|known| known == language)
    }

    /// What `language` is called in the language `inside`; its code if that isn't known.
    pub fn name(&self, language: Language, inside: Language) -> String {
        let known = self.known.iter().find(|known| known.language == language);
        let name = known.and_then(|known| known.settings.names.get(inside.as_str()));
        name.cloned().unwrap_or_else(|| language.to_string())
    }

    /// The language of one paragraph, from its characters alone.
    pub fn recognise(&self, paragraph: &str) -> Recognised {
        let counts = Counts::of(paragraph);
        let Some(script) = counts.leading() else { return Recognised::Unknown };
        let candidates: Vec<&Known> =
            self.known.iter().filter(|known| known.scripts.contains(&script)).collect();
        if let [only] = candidates.as_slice()
            && only.settings.own_script
        {
            return Recognised::Language(only.language);
        }
        match script {
            Script::Hangul => unsupported("ko"),
            Script::Kana => unsupported("ja"),
            // A few characters may be a name in any text of East Asia.
            Script::Han if counts.letters < 4 => Recognised::Unknown,
            Script::Han => unsupported("zh"),
            _ => by_statistics(paragraph, counts.letters, &candidates),
        }
    }

    /// Fills in the language of every paragraph. Short ones that don't say take the declared
    /// language, if the document holds to it, or else that of their neighbours in the same script.
    pub fn recognise_document(&self, text: &mut Text, declared: Option<Language>) {
        let found: Vec<(Recognised, Option<Script>)> = text
            .paragraphs
            .iter()
            .map(|paragraph| {
                let inside = paragraph.span.of(&text.content);
                (self.recognise(inside), Counts::of(inside).leading())
            })
            .collect();
        let declared = declared.filter(|&language| self.reads(language));
        let sure = |n: usize| match found.get(n) {
            Some((recognised, _)) if *recognised != Recognised::Unknown => Some(*recognised),
            _ => None,
        };
        let mut before = None;
        let mut after: Vec<Option<Recognised>> = vec![None; found.len()];
        let mut next = None;
        for (n, place) in after.iter_mut().enumerate().rev() {
            *place = next;
            next = sure(n).or(next);
        }
        for (n, paragraph) in text.paragraphs.iter_mut().enumerate() {
            let Some(&(recognised, script)) = found.get(n) else { continue };
            paragraph.language = match recognised {
                Recognised::Language(language) => Some(language),
                Recognised::Unsupported(_) => None,
                Recognised::Unknown => {
                    let next = after.get(n).copied().flatten();
                    let neighbours = [before, next].into_iter().flatten();
                    let fits = |r: &Recognised| self.is_written_in(*r, script);
                    let near = neighbours.filter(fits).map(Recognised::language).next();
                    // A neighbour in an unsupported language speaks against the declared one.
                    match near {
                        Some(language) => language,
                        None => declared
                            .filter(|&language| self.is_written_in(Recognised::Language(language), script)),
                    }
                }
            };
            before = sure(n).or(before);
        }
    }

    /// Whether a text in `script` may be in that language; no letters fit any.
    fn is_written_in(&self, recognised: Recognised, script: Option<Script>) -> bool {
        let Some(script) = script else { return true };
        match recognised {
            Recognised::Language(language) => {
                self.known.iter().any(|known| known.language == language && known.scripts.contains(&script))
            }
            Recognised::Unsupported(_) => script == Script::Latin,
            Recognised::Unknown => false,
        }
    }
}

fn by_statistics(paragraph: &str, letters: usize, candidates: &[&Known]) -> Recognised {
    let words = || paragraph.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let total = words().count();
    let hits = |known: &Known| {
        words().filter(|word| known.settings.function_words.contains(&word.to_lowercase())).count()
    };
    let best = candidates.iter().map(|known| (hits(known), *known)).max_by_key(|&(hits, _)| hits);
    let (hits, favourite) = best.map_or((0, None), |(hits, known)| (hits, Some(known)));
    let ours = |known: Option<&Known>| {
        known.map_or(Recognised::Unknown, |known| Recognised::Language(known.language))
    };
    // Function words outweigh statistics when every fourth word is one, as in most sentences; that
    // spares most paragraphs the statistics, which cost a fifth of the time that a page takes.
    if hits >= 2 && hits * 4 >= total {
        return ours(favourite);
    }
    let guess = whatlang::detect(paragraph);
    let Some(guess) = guess else { return Recognised::Unknown };
    let is_favourite = favourite.is_some_and(|known| known.settings.code3 == guess.lang().code());
    if is_favourite && (guess.is_reliable() || hits > 0) {
        return ours(favourite);
    }
    if hits == 1 && letters < FEW_LETTERS * 3 && hits * 7 >= total {
        return ours(favourite);
    }
    if is_favourite && letters >= FEW_LETTERS * 2 && guess.confidence() > 0.3 {
        return ours(favourite);
    }
    let shares_script = !candidates.is_empty();
    // Names make a headline in one language look like another; a script that none of ours is written
    // in leaves no doubt.
    let is_sure = letters >= FEW_LETTERS * 2 && guess.is_reliable() && hits * 10 <= total;
    if !is_favourite && (is_sure || (!shares_script && letters >= FEW_LETTERS)) {
        return unsupported(short_code(guess.lang().code()));
    }
    Recognised::Unknown
}

fn unsupported(code: &str) -> Recognised {
    Language::new(code).map_or(Recognised::Unknown, Recognised::Unsupported)
}

/// Letters by script.
struct Counts {
    letters: usize,
    by_script: [usize; 6],
}

impl Counts {
    fn of(text: &str) -> Self {
        let mut by_script = [0; 6];
        for script in text.chars().filter_map(Script::of) {
            by_script[script as usize] += 1;
        }
        Self { letters: by_script.iter().sum(), by_script }
    }

    /// The script that the text is written in. A syllable or Han character carries more than a
    /// letter, so foreign names in Latin letters do not outweigh the words around them; Han beside
    /// kana is Japanese, and beside Hangul Korean.
    fn leading(&self) -> Option<Script> {
        let [latin, hangul, han, kana, cyrillic, other] = self.by_script;
        let weighted = [
            (latin, Script::Latin),
            (if hangul == 0 { 0 } else { hangul * 7 / 2 + han }, Script::Hangul),
            (if kana * 4 > han { 0 } else { han * 5 / 2 }, Script::Han),
            (if kana * 4 > han { kana * 5 / 2 + han * 5 / 2 } else { 0 }, Script::Kana),
            (cyrillic, Script::Cyrillic),
            (other, Script::Other),
        ];
        let (weight, script) = weighted.into_iter().max_by_key(|&(weight, _)| weight)?;
        (weight > 0).then_some(script)
    }
}

/// ISO 639-3 to the shorter code of ISO 639-1, where there is one (the languages that whatlang knows).
fn short_code(long_code: &str) -> &str {
    const PAIRS: &str = "eng en rus ru cmn zh spa es por pt ita it ben bn fra fr deu de ukr uk kat ka ara ar \
        hin hi jpn ja heb he yid yi pol pl amh am jav jv kor ko nob nb dan da swe sv fin fi tur tr nld nl hun hu \
        ces cs ell el bul bg bel be mar mr kan kn ron ro slv sl hrv hr srp sr mkd mk lit lt lav lv est et tam ta \
        vie vi urd ur tha th guj gu uzb uz pan pa aze az ind id tel te pes fa mal ml ori or mya my nep ne sin si \
        khm km tuk tk aka ak zul zu sna sn afr af lat la slk sk cat ca tgl tl hye hy epo eo cym cy";
    let mut codes = PAIRS.split_whitespace();
    while let (Some(long), Some(short)) = (codes.next(), codes.next()) {
        if long == long_code {
            return short;
        }
    }
    long_code
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Zone;

    fn check(paragraph: &str, expected: &str) {
        let languages = Languages::load(&Tables::built_in()).unwrap();
        let found = match languages.recognise(paragraph) {
            Recognised::Language(language) => language.to_string(),
            Recognised::Unsupported(language) => format!("not {language}"),
            Recognised::Unknown => "?".to_owned(),
        };
        assert_eq!(found, expected, "{paragraph}");
    }

    #[test]
    fn languages_that_we_read() {
        check("양국 정상은 워싱턴에서 만나 협력을 논의했다.", "ko");
        check("외교부", "ko");
        check("AT&T와 IBM, NATO가 Washington DC에서 공동 회담을 열었다", "ko");
        check("大統領은 國會에서 演說했다", "ko");
        check("The two leaders met in Washington to discuss cooperation.", "en");
        check("Ministers meet in Vienna to discuss the border", "en");
        check("Talks on the border collapse", "en");
        check("President says deal is close", "en");
    }

    #[test]
    fn languages_that_we_do_not_read_are_named() {
        check("Die beiden Minister trafen sich in Wien, um über die Grenze zu sprechen.", "not de");
        check("Les deux ministres se sont rencontrés à Vienne pour parler de la frontière.", "not fr");
        check("Los dos ministros se reunieron en Viena para hablar de la frontera común.", "not es");
        check("両国の首脳はワシントンで会談した。", "not ja");
        check("两国领导人在华盛顿举行会谈。", "not zh");
        check("Министры встретились в Вене, чтобы обсудить границу.", "not ru");
    }

    #[test]
    fn what_cannot_be_told_is_not_guessed() {
        for paragraph in ["", "12.5 %", "Kim", "◆ ◆ ◆", "東京"] {
            check(paragraph, "?");
        }
    }

    #[test]
    fn short_paragraphs_follow_their_neighbours_or_the_declared_language() {
        let languages = Languages::load(&Tables::built_in()).unwrap();
        let mut text = Text::default();
        text.push(Zone::Title, None, "Vienna");
        text.push(Zone::Body, None, "The two leaders met in Washington to discuss cooperation.");
        text.push(Zone::Body, None, "양국 정상은 워싱턴에서 만나 협력을 논의했다.");
        text.push(Zone::Body, None, "Kim");
        text.push(Zone::Body, None, "2024");
        languages.recognise_document(&mut text, Language::new("en"));
        let codes: Vec<_> = text.paragraphs.iter().map(|p| p.language.map(|l| l.to_string())).collect();
        let expected = ["en", "en", "ko", "en", "ko"].map(|code| Some(code.to_owned()));
        assert_eq!(codes, expected);
    }
}
