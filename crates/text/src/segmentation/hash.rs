//! Hashes of forms and of features. They are part of the model format: a change needs a new version.

const MULTIPLIER: u32 = 0x9E37_79B1;

/// Mixes a value into a hash.
#[inline]
pub(super) fn mix(hash: u32, value: u32) -> u32 {
    let mixed = (hash.rotate_left(5) ^ value).wrapping_mul(MULTIPLIER);
    mixed ^ (mixed >> 15)
}

/// One feature: the number of its template and its values.
#[inline]
pub(super) fn feature<const N: usize>(template: u32, values: [u32; N]) -> u32 {
    let mut hash = template.wrapping_mul(0x85EB_CA6B) ^ 0x27D4_EB2F;
    for value in values {
        hash = mix(hash, value);
    }
    mix(hash, N as u32)
}

/// A form as features see it: lower case, digits as 0, one sort of apostrophe and quotation mark.
#[inline]
pub(super) fn fold(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '0'..='9' => '0',
        '\0'..='\u{7F}' => c,
        '’' | '‘' | '＇' => '\'',
        _ if c.is_uppercase() => c.to_lowercase().next().unwrap_or(c),
        _ => c,
    }
}

/// The hash of a folded form.
pub(super) fn form(characters: &str) -> u32 {
    characters.chars().fold(1, |hash, c| mix(hash, u32::from(fold(c))))
}
