//! Numbers and lists in a model's body, little endian. Reading ends with `None` where the bytes do.

use crate::network::rounded::round_columns;
use crate::network::{Affine, Direction, Lstm};

/// What is left to read.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'b>(pub &'b [u8]);

impl<'b> Reader<'b> {
    /// A number.
    pub fn u32(&mut self) -> Option<u32> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*taken))
    }

    /// A count of things that take at least a byte each, so that damage can't ask for endless memory.
    pub fn count(&mut self) -> Option<usize> {
        self.u32().map(|count| count as usize).filter(|count| *count <= self.0.len())
    }

    /// So many bytes.
    pub fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// Bytes behind their count.
    pub fn section(&mut self) -> Option<&'b [u8]> {
        let count = self.count()?;
        self.take(count)
    }

    /// A text behind its count.
    pub fn text(&mut self) -> Option<String> {
        String::from_utf8(self.section()?.to_vec()).ok()
    }

    /// Texts behind their count.
    pub fn texts(&mut self) -> Option<Vec<String>> {
        (0..self.count()?).map(|_| self.text()).collect()
    }

    /// So many numbers.
    pub fn numbers(&mut self, count: usize) -> Option<Vec<u32>> {
        let bytes = self.take(count.checked_mul(4)?)?;
        Some(bytes.as_chunks().0.iter().map(|chunk| u32::from_le_bytes(*chunk)).collect())
    }

    /// So many numbers, all finite.
    pub fn floats(&mut self, count: usize) -> Option<Vec<f32>> {
        let floats: Vec<f32> = self.numbers(count)?.into_iter().map(f32::from_bits).collect();
        floats.iter().all(|float| float.is_finite()).then_some(floats)
    }

    /// So many bytes with a sign.
    pub fn signed(&mut self, count: usize) -> Option<Vec<i8>> {
        self.take(count).map(|bytes| bytes.iter().map(|byte| byte.cast_signed()).collect())
    }

    /// A matrix whose columns have a scale each.
    pub fn matrix(&mut self, rows: usize, columns: usize) -> Option<Vec<f32>> {
        let scales = self.floats(columns)?;
        let values = self.signed(rows.checked_mul(columns)?)?;
        Some(
            values
                .iter()
                .zip(scales.iter().cycle())
                .map(|(value, scale)| f32::from(*value) * scale)
                .collect(),
        )
    }

    /// A layer without memory.
    pub fn affine(&mut self, inputs: usize, outputs: usize) -> Option<Affine> {
        Some(Affine::new(self.matrix(inputs, outputs)?, self.floats(outputs)?))
    }

    /// One direction of a recurrent layer.
    pub fn lstm(&mut self, direction: Direction, inputs: usize, cells: usize) -> Option<Lstm> {
        let gates = cells.checked_mul(4)?;
        let (input, recurrent) = (self.matrix(inputs, gates)?, self.matrix(cells, gates)?);
        Some(Lstm::new(direction, input, recurrent, self.floats(gates)?))
    }
}

/// Writes what [`Reader`] reads.
#[derive(Debug, Default)]
pub struct Writer(pub Vec<u8>);

impl Writer {
    /// Appends a number.
    pub fn u32(&mut self, number: usize) {
        self.0.extend((number as u32).to_le_bytes());
    }

    /// See [`Reader::section`].
    pub fn section(&mut self, bytes: &[u8]) {
        self.u32(bytes.len());
        self.0.extend_from_slice(bytes);
    }

    /// See [`Reader::texts`].
    pub fn texts<'t>(&mut self, texts: impl ExactSizeIterator<Item = &'t str>) {
        self.u32(texts.len());
        texts.for_each(|text| self.section(text.as_bytes()));
    }

    /// See [`Reader::numbers`].
    pub fn numbers(&mut self, numbers: &[u32]) {
        numbers.iter().for_each(|number| self.0.extend(number.to_le_bytes()));
    }

    /// See [`Reader::floats`].
    pub fn floats(&mut self, floats: &[f32]) {
        floats.iter().for_each(|float| self.0.extend(float.to_le_bytes()));
    }

    /// See [`Reader::signed`].
    pub fn signed(&mut self, values: &[i8]) {
        self.0.extend(values.iter().map(|value| value.cast_unsigned()));
    }

    /// Rounds a matrix to 8 bits, with a scale for each column.
    pub fn matrix(&mut self, matrix: &[f32], columns: usize) {
        let (scales, values) = round_columns(matrix, columns);
        self.floats(&scales);
        self.signed(&values);
    }

    /// See [`Reader::affine`].
    pub fn affine(&mut self, affine: &Affine) {
        self.matrix(&affine.weight, affine.outputs());
        self.floats(&affine.bias);
    }

    /// See [`Reader::lstm`].
    pub fn lstm(&mut self, lstm: &Lstm) {
        self.matrix(&lstm.input, lstm.bias.len());
        self.matrix(&lstm.recurrent, lstm.bias.len());
        self.floats(&lstm.bias);
    }
}
