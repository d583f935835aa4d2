//! Weights in a table that hashes point into.

use crate::file::{Reader, Writer};

/// The size of a table of weights, as a power of two.
pub const BITS: u32 = 21;

/// Something that has a weight for each place of a table of 2^bits.
pub trait Weights {
    /// The weight at a hash.
    fn weight(&self, hash: u32) -> f32;
}

/// Weights in 8 bits, companded: small ones, which are most, keep their differences.
#[derive(Debug, Clone)]
pub struct Rounded {
    bits: u32,
    largest: f32,
    values: Vec<i8>,
    /// What each of the 256 values stands for.
    decoded: Vec<f32>,
}

impl Rounded {
    /// Rounds a table whose size is a power of two.
    pub fn new(weights: &[f32]) -> Self {
        let largest = weights.iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
        let largest = if largest > 0.0 { largest } else { 1.0 };
        let round = |weight: &f32| ((weight / largest).cbrt() * 127.0).round() as i8;
        let values = weights.iter().map(round).collect();
        Self::of_parts(weights.len().trailing_zeros(), largest, values)
    }

    fn of_parts(bits: u32, largest: f32, values: Vec<i8>) -> Self {
        let decode = |byte: u8| (f32::from(byte.cast_signed()) / 127.0).powi(3) * largest;
        Self { bits, largest, values, decoded: (0..=255).map(decode).collect() }
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.u32(self.bits as usize);
        writer.floats(&[self.largest]);
        writer.signed(&self.values);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let bits = reader.u32().filter(|bits| (1..28).contains(bits))?;
        let largest = *reader.floats(1)?.first()?;
        Some(Self::of_parts(bits, largest, reader.signed(1 << bits)?))
    }
}

impl Weights for Rounded {
    fn weight(&self, hash: u32) -> f32 {
        let place = (hash >> (32 - self.bits)) as usize;
        self.decoded[usize::from(self.values[place].cast_unsigned())]
    }
}
