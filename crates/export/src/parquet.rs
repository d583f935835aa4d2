//! Rows as Parquet, by way of Arrow.

use std::io::Write;
use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Float64Builder, Int64Builder, ListBuilder, StringBuilder, UInt32Builder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use crate::Result;
use crate::table::{Cell, Column, Kind};

/// Rows that are held before they are written as one group.
const GROUP: usize = 20_000;

/// Writes rows in groups.
pub(crate) struct Writer<W: Write + Send> {
    columns: &'static [Column],
    schema: Arc<Schema>,
    waiting: Vec<Vec<Cell>>,
    writer: ArrowWriter<W>,
}

impl<W: Write + Send> Writer<W> {
    pub(crate) fn new(columns: &'static [Column], out: W) -> Result<Self> {
        let fields: Vec<Field> =
            columns.iter().map(|column| Field::new(column.name, data_type(column.kind), true)).collect();
        let schema = Arc::new(Schema::new(fields));
        // Neither the program's version nor the time goes in: equal rows give equal files.
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by("avviso".to_owned())
            .build();
        let writer = ArrowWriter::try_new(out, schema.clone(), Some(properties))?;
        Ok(Self { columns, schema, waiting: Vec::new(), writer })
    }

    pub(crate) fn row(&mut self, cells: Vec<Cell>) -> Result<()> {
        self.waiting.push(cells);
        if self.waiting.len() >= GROUP { self.write_group() } else { Ok(()) }
    }

    pub(crate) fn finish(mut self) -> Result<()> {
        self.write_group()?;
        self.writer.close()?;
        Ok(())
    }

    fn write_group(&mut self) -> Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let mut rows: Vec<_> = std::mem::take(&mut self.waiting).into_iter().map(Vec::into_iter).collect();
        let arrays: Vec<ArrayRef> = self
            .columns
            .iter()
            .map(|column| array(column.kind, rows.iter_mut().map(|row| row.next().unwrap_or(Cell::Nothing))))
            .collect();
        self.writer.write(&RecordBatch::try_new(self.schema.clone(), arrays)?)?;
        self.writer.flush()?;
        Ok(())
    }
}

fn data_type(kind: Kind) -> DataType {
    let list = |of| DataType::List(Arc::new(Field::new("item", of, true)));
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Integer => DataType::Int64,
        Kind::Number => DataType::Float64,
        Kind::Truth => DataType::Boolean,
        Kind::Texts => list(DataType::Utf8),
        Kind::Spans => list(list(DataType::UInt32)),
    }
}

/// The cells of one column; a cell of another kind counts as nothing.
fn array(kind: Kind, cells: impl Iterator<Item = Cell>) -> ArrayRef {
    match kind {
        Kind::Text => {
            let mut builder = StringBuilder::new();
            cells.for_each(|cell| {
                builder.append_option(if let Cell::Text(text) = cell { Some(text) } else { None });
            });
            finish(builder)
        }
        Kind::Integer => {
            let mut builder = Int64Builder::new();
            cells.for_each(|cell| {
                builder.append_option(if let Cell::Integer(number) = cell { Some(number) } else { None });
            });
            finish(builder)
        }
        Kind::Number => {
            let mut builder = Float64Builder::new();
            cells.for_each(|cell| {
                builder.append_option(if let Cell::Number(number) = cell { Some(number) } else { None });
            });
            finish(builder)
        }
        Kind::Truth => {
            let mut builder = BooleanBuilder::new();
            cells.for_each(|cell| {
                builder.append_option(if let Cell::Truth(truth) = cell { Some(truth) } else { None });
            });
            finish(builder)
        }
        Kind::Texts => {
            let mut builder = ListBuilder::new(StringBuilder::new());
            for cell in cells {
                let Cell::Texts(texts) = cell else {
                    builder.append(false);
                    continue;
                };
                texts.iter().for_each(|text| builder.values().append_value(text));
                builder.append(true);
            }
            finish(builder)
        }
        Kind::Spans => {
            let mut builder = ListBuilder::new(ListBuilder::new(UInt32Builder::new()));
            for cell in cells {
                let Cell::Spans(spans) = cell else {
                    builder.append(false);
                    continue;
                };
                for span in spans {
                    builder.values().values().append_slice(&span);
                    builder.values().append(true);
                }
                builder.append(true);
            }
            finish(builder)
        }
    }
}

fn finish(mut builder: impl ArrayBuilder) -> ArrayRef {
    builder.finish()
}
