//! Markdown with front matter.

use crate::draft::Draft;
use crate::reader::Knowledge;

pub(crate) fn read(content: &str, knowledge: &Knowledge) -> Draft {
    crate::pasted::read(content, knowledge)
}
