//! The factors of a layer's products: exact in training, rounded in use.

use pulp::Arch;

use super::matrix::{Packed, add_product};
use super::rounded::{Levels, Rounded};

/// What a layer multiplies its inputs with.
#[derive(Debug, Clone)]
pub enum Weights {
    /// As they are.
    Exact(Packed),
    /// Rounded as a model's file holds them.
    Rounded(Rounded),
}

/// What a layer reads, in rows.
#[derive(Debug, Clone, Copy)]
pub enum Inputs<'a> {
    /// As they are.
    Exact(&'a [f32]),
    /// Rounded.
    Rounded(&'a Levels),
}

impl Default for Weights {
    fn default() -> Self {
        Self::Exact(Packed::default())
    }
}

impl Weights {
    /// Takes up a matrix of `rows` × `columns` that lies row by row.
    pub fn set(&mut self, matrix: &[f32], rows: usize, columns: usize) {
        if let Self::Rounded(_) = self {
            *self = Self::default();
        }
        if let Self::Exact(packed) = self {
            packed.pack(matrix, rows, columns);
        }
    }

    /// The same, rounded; exact all the same if the matrix is too large for that.
    pub fn round(&mut self, matrix: &[f32], rows: usize, columns: usize) {
        if let Some(rounded) = Rounded::new(matrix, rows, columns) {
            *self = Self::Rounded(rounded);
        }
    }

    /// Rows of values as these weights are multiplied with. Weights of as many rows that are prepared in the
    /// same way take the same inputs.
    pub fn left<'a>(&self, arch: Arch, values: &'a [f32], levels: &'a mut Levels) -> Inputs<'a> {
        match self {
            Self::Exact(_) => Inputs::Exact(values),
            Self::Rounded(rounded) => {
                levels.set(arch, values, rounded.rows());
                Inputs::Rounded(levels)
            }
        }
    }

    /// Adds `inputs` × these to `out`, row by row, or sets `out` to it and a bias. `inputs` are those of
    /// [`Weights::left`]; of others nothing is taken.
    pub fn multiply(&self, arch: Arch, inputs: Inputs<'_>, bias: Option<&[f32]>, out: &mut [f32]) {
        match (self, inputs) {
            (Self::Exact(packed), Inputs::Exact(values)) => {
                if let Some(bias) = bias.filter(|bias| !bias.is_empty()) {
                    out.chunks_exact_mut(bias.len()).for_each(|out| out.copy_from_slice(bias));
                }
                add_product(arch, values, packed, out);
            }
            (Self::Rounded(rounded), Inputs::Rounded(levels)) => rounded.multiply(arch, levels, bias, out),
            _ => debug_assert!(false, "weights and inputs are prepared in different ways"),
        }
    }
}
