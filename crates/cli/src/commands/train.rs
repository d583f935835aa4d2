//! `avviso train`: models from treebanks.

use avviso_tables::Tables;
use avviso_train::segmentation::{Options, train};

use crate::args::TrainSegmentationArgs;
use crate::error::{Failure, Outcome, Result};
use crate::terminal::Terminal;

/// Trains by the language's recipe and writes the model; the same data give the same bytes.
pub fn segmentation(
    args: &TrainSegmentationArgs,
    tables: &Tables,
    terminal: &mut Terminal,
) -> Result<Outcome> {
    let options = Options::of(args.lang, tables, &args.data)?;
    let model = train(&options)?.write();
    std::fs::write(&args.out, &model)
        .map_err(|error| Failure::new(format_args!("{}: can't be written: {error}", args.out.display())))?;
    terminal.line(format_args!("{}: {} bytes", args.out.display(), model.len()))?;
    Ok(Outcome::Done)
}
