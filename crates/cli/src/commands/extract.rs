//! `avviso extract`: pages in, their titles, dates and bodies out.

use avviso_export::json::Page;
use avviso_read::{Document, Inputs, Problem, Reader};
use avviso_tables::Tables;
use avviso_text::Zone;

use crate::args::{ExtractArgs, ExtractFormat};
use crate::commands::read::{input_settings, private_addresses};
use crate::error::{Outcome, Result};
use crate::parallel::{in_order, threads};
use crate::progress::complain;
use crate::terminal::Terminal;

/// Prints one document for each page, in the order given; what fails is said on standard error.
pub fn run(args: &ExtractArgs, tables: &Tables, terminal: &mut Terminal) -> Result<Outcome> {
    let reader = Reader::load(tables)?;
    let inputs =
        Inputs::new(&args.paths, input_settings(&args.limits, private_addresses(args.allow_private)));
    let (mut read, mut failed) = (0_u64, 0_u64);
    in_order(
        inputs,
        threads(args.limits.threads),
        |input| input.and_then(|capture| reader.read(&capture)),
        |result: Result<Document, Problem>| match result {
            Ok(document) => {
                read += 1;
                document.problems.iter().for_each(|problem| complain(&problem.to_string()));
                print(&document, args.format, terminal)
            }
            Err(problem) => {
                failed += 1;
                complain(&problem.to_string());
                Ok(())
            }
        },
    )?;
    Ok(Outcome::of(read, failed))
}

fn print(document: &Document, format: ExtractFormat, terminal: &mut Terminal) -> Result<()> {
    match format {
        ExtractFormat::Jsonl => terminal.line(serde_json::to_string(&Page::of(document))?),
        ExtractFormat::Text => {
            let head = [
                ("title", document.title.as_deref()),
                ("byline", document.byline.as_deref()),
                ("published", document.published.as_ref().map(|published| published.0.as_str())),
                ("outlet", document.outlet.as_ref().map(|outlet| outlet.name.as_str())),
                ("url", document.url.as_deref()),
            ];
            for (name, value) in head {
                if let Some(value) = value {
                    terminal.faint(format_args!("{name:<10} {value}"))?;
                }
            }
            if !document.keywords.is_empty() {
                terminal.faint(format_args!("{:<10} {}", "keywords", document.keywords.join(", ")))?;
            }
            for paragraph in &document.text.paragraphs {
                let content = paragraph.span.of(&document.text.content);
                let zone = format!("{:?}", paragraph.zone).to_lowercase();
                let language = paragraph.language.map(|language| language.to_string()).unwrap_or_default();
                terminal.line("")?;
                if paragraph.zone == Zone::Title {
                    terminal.heading(content)?;
                } else {
                    terminal.faint(format_args!("{zone} {language}"))?;
                    terminal.line(content)?;
                }
            }
            terminal.line("")
        }
    }
}
