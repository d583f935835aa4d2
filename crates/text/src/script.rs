//! The script of a character, as far as languages are told apart by it.

/// A writing system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Script {
    Latin,
    Hangul,
    Han,
    Kana,
    Cyrillic,
    /// Letters of any other script.
    Other,
}

impl Script {
    pub(crate) const ALL: [Script; 6] =
        [Script::Latin, Script::Hangul, Script::Han, Script::Kana, Script::Cyrillic, Script::Other];

    /// Of a letter; `None` for anything else.
    pub(crate) fn of(c: char) -> Option<Self> {
        match c {
            'a'..='z' | 'A'..='Z' => Some(Self::Latin),
            '\0'..='\u{7F}' => None,
            '\u{AC00}'..='\u{D7FF}'
            | '\u{1100}'..='\u{11FF}'
            | '\u{3131}'..='\u{318E}'
            | '\u{A960}'..='\u{A97F}' => Some(Self::Hangul),
            '\u{3041}'..='\u{309F}'
            | '\u{30A1}'..='\u{30FA}'
            | '\u{30FD}'..='\u{30FF}'
            | '\u{31F0}'..='\u{31FF}' => Some(Self::Kana),
            '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '々' => {
                Some(Self::Han)
            }
            _ if !c.is_alphabetic() => None,
            '\u{80}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{FF21}'..='\u{FF5A}' => Some(Self::Latin),
            '\u{400}'..='\u{52F}' => Some(Self::Cyrillic),
            _ => Some(Self::Other),
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|script| format!("{script:?}") == name)
    }
}

/// Whether a character is a Han one, as those by which Korean headlines call states: 美, 中.
pub fn is_han(char: char) -> bool {
    Script::of(char) == Some(Script::Han)
}
