//! Functions of single numbers, computed alike on every machine.

use pulp::{Arch, Simd, WithSimd};

/// The hyperbolic tangent, as a quotient of polynomials with an error below 2⁻²² (the one of Eigen).
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    let x = x.clamp(-7.905_311, 7.905_311);
    let s = x * x;
    let mut p = (-2.760_768_5e-16_f32).mul_add(s, 2.000_188e-13);
    p = p.mul_add(s, -8.604_672e-11);
    p = p.mul_add(s, 5.122_297_3e-8);
    p = p.mul_add(s, 1.485_722_4e-5);
    p = p.mul_add(s, 6.372_619_4e-4);
    p = p.mul_add(s, 4.893_524_6e-3);
    let mut q = 1.198_258_4e-6_f32.mul_add(s, 1.185_347_1e-4);
    q = q.mul_add(s, 2.268_434_6e-3);
    q = q.mul_add(s, 4.893_525_3e-3);
    x * p / q
}

/// The logistic function.
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    0.5_f32.mul_add(tanh(0.5 * x), 0.5)
}

/// e to the power of `x`, for `x` ≤ 0 and a little above; relative error below 10⁻⁶.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    let n = (x * std::f32::consts::LOG2_E).round_ties_even();
    let r = n.mul_add(-0.693_359_4, x);
    let r = n.mul_add(2.121_944_4e-4, r);
    let mut p = 1.987_569_1e-4_f32.mul_add(r, 1.398_2e-3);
    p = p.mul_add(r, 8.333_452e-3);
    p = p.mul_add(r, 4.166_579_6e-2);
    p = p.mul_add(r, 1.666_666_5e-1);
    p = p.mul_add(r, 0.5);
    let value = p.mul_add(r * r, r) + 1.0;
    value * f32::from_bits(((n as i32 + 127) as u32) << 23)
}

/// The greatest of the numbers. Several lanes are looked at side by side.
#[inline(always)]
pub fn greatest(numbers: &[f32]) -> f32 {
    let (chunks, rest) = numbers.as_chunks::<16>();
    let mut most = [f32::NEG_INFINITY; 16];
    for numbers in chunks.iter().map(<[f32; 16]>::as_slice).chain([rest]) {
        for (most, number) in most.iter_mut().zip(numbers) {
            *most = most.max(*number);
        }
    }
    most.iter().fold(f32::NEG_INFINITY, |most, lane| most.max(*lane))
}

/// Makes each row of `width` scores into probabilities.
pub fn softmax(arch: Arch, scores: &mut [f32], width: usize) {
    struct Rows<'a>(&'a mut [f32], usize);
    impl WithSimd for Rows<'_> {
        type Output = ();
        #[inline(always)]
        fn with_simd<S: Simd>(self, _: S) {
            for row in self.0.chunks_exact_mut(self.1.max(1)) {
                let most = greatest(row);
                for score in row.iter_mut() {
                    *score = exp(*score - most);
                }
                let scale = 1.0 / row.iter().sum::<f32>();
                for score in row.iter_mut() {
                    *score *= scale;
                }
            }
        }
    }
    arch.dispatch(Rows(scores, width));
}
