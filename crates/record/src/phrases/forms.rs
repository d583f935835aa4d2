//! Forms of words as a tree of characters.

use super::Class;

/// Forms, each with its classes and their values.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    nodes: Vec<Node>,
    exact: Vec<String>,
}

#[derive(Debug, Default)]
struct Node {
    /// Where each character leads, in the order of the characters.
    edges: Vec<(char, u32)>,
    meanings: Vec<Meaning>,
}

/// What a form means.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Meaning {
    pub(crate) class: Class,
    pub(crate) value: f64,
    /// The place of the form's own spelling, where capitals count: `C`, `MW`.
    exact: Option<u32>,
}

/// A character as the tree has it: small, one kind of apostrophe and of blank.
fn plain(char: char) -> char {
    match char {
        'A'..='Z' => char.to_ascii_lowercase(),
        '’' | 'ʼ' => '\'',
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        _ if char.is_ascii() => char,
        _ => char.to_lowercase().next().unwrap_or(char),
    }
}

impl Forms {
    /// Adds a form; `exact` if its capitals count.
    pub(crate) fn add(&mut self, form: &str, (class, value): (Class, f64), exact: bool) {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        let mut node = 0;
        for char in form.chars().map(plain) {
            let edges = &self.nodes[node].edges;
            node = match edges.binary_search_by_key(&char, |edge| edge.0) {
                Ok(place) => edges[place].1 as usize,
                Err(place) => {
                    let next = self.nodes.len();
                    self.nodes[node].edges.insert(place, (char, next as u32));
                    self.nodes.push(Node::default());
                    next
                }
            };
        }
        let exact = exact.then(|| {
            self.exact.push(form.to_owned());
            self.exact.len() as u32 - 1
        });
        self.nodes[node].meanings.push(Meaning { class, value, exact });
    }

    /// Calls `each` with every form that `text` has at `at`, the shortest first, and where it ends.
    pub(crate) fn each(&self, text: &str, at: usize, mut each: impl FnMut(Meaning, usize)) {
        let Some(rest) = text.get(at..) else { return };
        let Some(mut node) = self.nodes.first() else { return };
        for (offset, char) in rest.char_indices() {
            let Ok(place) = node.edges.binary_search_by_key(&plain(char), |edge| edge.0) else { return };
            let Some(next) = self.nodes.get(node.edges[place].1 as usize) else { return };
            node = next;
            let end = at + offset + char.len_utf8();
            for meaning in &node.meanings {
                let spelling = meaning.exact.and_then(|exact| self.exact.get(exact as usize));
                if spelling.is_none_or(|spelling| text[at..end] == **spelling) {
                    each(*meaning, end);
                }
            }
        }
    }

    /// Whether there is a form of a class.
    pub(crate) fn has(&self, class: Class) -> bool {
        self.nodes.iter().any(|node| node.meanings.iter().any(|meaning| meaning.class == class))
    }

    /// The end of the longest form of a class at `at`, and its value.
    pub(crate) fn longest(&self, class: Class, text: &str, at: usize) -> Option<(f64, usize)> {
        let mut found = None;
        self.each(text, at, |meaning, end| {
            if meaning.class == class {
                found = Some((meaning.value, end));
            }
        });
        found
    }
}
