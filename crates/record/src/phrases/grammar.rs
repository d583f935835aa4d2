//! Rules over classes as a tree.

use std::collections::BTreeMap;

use avviso_tables::{Result, Row};
use avviso_text::Span;

use super::Class;

/// The rules of a table.
#[derive(Debug, Default)]
pub(crate) struct Grammar {
    nodes: Vec<Node>,
    pub(crate) rules: Vec<Conditions>,
}

#[derive(Debug, Default)]
struct Node {
    edges: Vec<(Class, u32)>,
    /// The rules that end here.
    rules: Vec<u16>,
}

/// What must hold around a phrase of a rule.
#[derive(Debug, Default, Clone)]
pub(crate) struct Conditions {
    /// Classes one of which must stand directly before it, if there are any.
    pub(crate) after: Vec<Class>,
    /// Classes one of which must follow directly, if there are any.
    pub(crate) then: Vec<Class>,
    /// Classes none of which may follow directly.
    pub(crate) unless: Vec<Class>,
}

/// A class found at some place of a phrase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Capture {
    pub(crate) class: Class,
    pub(crate) value: f64,
    pub(crate) span: Span,
}

/// Parts of rules that are written once: name and alternatives.
pub(crate) type Parts = BTreeMap<String, Vec<Vec<Class>>>;

impl Grammar {
    /// Adds a row's rules: patterns over classes, divided by `|`; an item with `?` may be missing; `$name` is any
    /// pattern of that part.
    pub(crate) fn add(&mut self, row: &Row, parts: &Parts, names: &[String]) -> Result<()> {
        let classes = |column: &str| {
            row.list(column).map(|name| class(row, name, names)).collect::<Result<Vec<Class>>>()
        };
        let conditions =
            Conditions { after: classes("after")?, then: classes("then")?, unless: classes("unless")? };
        let rule = self.rules.len() as u16;
        self.rules.push(conditions);
        for pattern in row.list("form") {
            expanded(row, pattern, parts, names)?.iter().for_each(|classes| self.insert(classes, rule));
        }
        Ok(())
    }

    fn insert(&mut self, classes: &[Class], rule: u16) {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        let mut node = 0;
        for class in classes {
            let known = self.nodes[node].edges.iter().find(|edge| edge.0 == *class).map(|edge| edge.1);
            node = known.map_or_else(
                || {
                    let next = self.nodes.len();
                    self.nodes[node].edges.push((*class, next as u32));
                    self.nodes.push(Node::default());
                    next
                },
                |next| next as usize,
            );
        }
        if !classes.is_empty() {
            self.nodes[node].rules.push(rule);
        }
    }

    /// Where a class leads from a node; 0 is the root.
    pub(crate) fn next(&self, node: u32, class: Class) -> Option<u32> {
        let edges = &self.nodes.get(node as usize)?.edges;
        edges.iter().find(|edge| edge.0 == class).map(|edge| edge.1)
    }

    /// The rules that end at a node.
    pub(crate) fn ending(&self, node: u32) -> &[u16] {
        self.nodes.get(node as usize).map_or(&[], |node| &node.rules)
    }
}

/// The class of a name in a rule.
fn class(row: &Row, name: &str, names: &[String]) -> Result<Class> {
    let place = names.iter().position(|known| known == name);
    let place = place.and_then(|place| Class::try_from(place).ok());
    place.ok_or_else(|| row.error(format!("there is no class “{name}” in this table")))
}

/// The sequences of classes that a pattern stands for.
fn expanded(row: &Row, pattern: &str, parts: &Parts, names: &[String]) -> Result<Vec<Vec<Class>>> {
    let mut all: Vec<Vec<Class>> = vec![Vec::new()];
    for item in pattern.split_whitespace() {
        let (name, optional) = item.strip_suffix('?').map_or((item, false), |name| (name, true));
        let mut choices: Vec<Vec<Class>> = match name.strip_prefix('$') {
            Some(part) => parts
                .get(part)
                .ok_or_else(|| row.error(format!("there is no phrase “{part}” above")))?
                .clone(),
            None => vec![vec![class(row, name, names)?]],
        };
        if optional {
            choices.push(Vec::new());
        }
        all = all
            .iter()
            .flat_map(|before| choices.iter().map(move |choice| [before.as_slice(), choice].concat()))
            .collect();
    }
    Ok(all)
}

/// Adds a row that names a part, its own parts written out.
pub(crate) fn add_part(row: &Row, name: &str, parts: &mut Parts, names: &[String]) -> Result<()> {
    let mut alternatives = Vec::new();
    for pattern in row.list("form") {
        alternatives.extend(expanded(row, pattern, parts, names)?);
    }
    parts.entry(name.to_owned()).or_default().extend(alternatives);
    Ok(())
}
