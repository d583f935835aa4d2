//! Signs that are written in several ways.

/// The sign that treebanks write for a typographic one: straight quotation marks for curved and angular
/// ones, hyphens for dashes. A treebank may know one form only, and news writes them all.
#[inline]
pub fn plain(char: char) -> char {
    // Most characters are letters, of blocks before all such signs or between them: they need no look at the list.
    if char < '«' || ('\u{3040}'..'\u{FF00}').contains(&char) { char } else { sign(char) }
}

fn sign(char: char) -> char {
    match char {
        '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '＂' => '"',
        '‘' | '’' | '‚' | '‛' | '＇' | 'ʼ' => '\'',
        '《' | '〈' | '＜' => '<',
        '》' | '〉' | '＞' => '>',
        '‐' | '‑' | '–' | '—' | '―' | '−' | '－' => '-',
        '∼' | '〜' | '～' => '~',
        '，' | '、' => ',',
        '…' | '．' | '。' => '.',
        '（' => '(',
        '）' => ')',
        '％' => '%',
        '？' => '?',
        '！' => '!',
        '：' => ':',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn plain_signs_stay() {
        let signs = "“a” — ‘b’ … 「c」 50％";
        let plain: String = signs.chars().map(plain).collect();
        assert_eq!(plain, "\"a\" - 'b' . \"c\" 50%");
        assert_eq!(plain.chars().map(super::plain).collect::<String>(), plain);
    }
}
