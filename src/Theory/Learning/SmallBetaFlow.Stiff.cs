using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Learning;

/// <summary>
/// The linear systems of implicit steps, (σ − J)x = r, in O(N) operations. J is the ring, a block on every site, and a
/// term of low rank: with v_(μλ) = e_μ ⊗ w_λ the M² products of a unit and a weight vector, and P the exchange of μ and
/// λ,
/// <code>
/// σ − J = S + V (1 + P) Vᵀ,   S = σ − A⊗1 − diag_i(|W_i|² + 2W_iᵀW_i − G)
/// x = y − Q K⁻¹ (1 + P) Vᵀ y,   y = S⁻¹r,   Q = S⁻¹V,   K = 1 + (1 + P) VᵀQ
/// </code>
/// </summary>
public sealed partial class SmallBetaFlow
{
    private int Rank => Hidden * Hidden;

    /// <inheritdoc/>
    public int FactorLength => RingFactors.Length(Sites, Hidden) + (2 * Rank * Dimension) + (Rank * Rank) + (2 * Rank);

    /// <summary>Factorises in O(N M⁴) operations.</summary>
    /// <inheritdoc/>
    public bool FactorShifted(double shift, ReadOnlySpan<double> state, Span<double> factors)
    {
        Require.Positive(shift);
        Require.Length(state.Length, Dimension);
        Require.Length(factors.Length, FactorLength);
        RingFactors ring = Split(
            factors, out Span<double> vectors, out Span<double> solved, out Span<double> small, out _);
        FillBlocks(shift, state, ring);
        if (!ring.Factor())
            return false;

        vectors.Clear();
        for (int mu = 0; mu < Hidden; mu++)
        {
            for (int lambda = 0; lambda < Hidden; lambda++)
            {
                Span<double> vector = vectors.Slice(((mu * Hidden) + lambda) * Dimension, Dimension);
                Unit(state, lambda).CopyTo(Unit(vector, mu));
            }
        }

        vectors.CopyTo(solved);
        for (int k = 0; k < Rank; k++)
            ring.Solve(solved.Slice(k * Dimension, Dimension));
        return FactorSmall(vectors, solved, small);
    }

    /// <inheritdoc/>
    public void SolveShifted(Span<double> factors, Span<double> solution)
    {
        Require.Length(solution.Length, Dimension);
        Require.Length(factors.Length, FactorLength);
        RingFactors ring = Split(
            factors, out Span<double> vectors, out Span<double> solved, out Span<double> small,
            out Span<double> scratch);
        ring.Solve(solution);
        Span<double> overlaps = scratch[..Rank], symmetric = scratch[Rank..];
        for (int k = 0; k < Rank; k++)
        {
            Span<double> vector = vectors.Slice(k * Dimension, Dimension);
            overlaps[k] = SpanMath.Dot(Unit(vector, k / Hidden), Unit(solution, k / Hidden));
        }

        for (int k = 0; k < Rank; k++)
            symmetric[k] = overlaps[k] + overlaps[Exchange(k)];
        for (int k = 0; k < Rank; k++)
        {
            double weight = SpanMath.Dot(small.Slice(k * Rank, Rank), symmetric);
            SpanMath.AddScaled(solution, -weight, solved.Slice(k * Dimension, Dimension));
        }
    }

    private static Span<double> Take(scoped ref Span<double> memory, int length)
    {
        Span<double> taken = memory[..length];
        memory = memory[length..];
        return taken;
    }

    private RingFactors Split(
        Span<double> factors, out Span<double> vectors, out Span<double> solved, out Span<double> small,
        out Span<double> scratch)
    {
        Span<double> left = factors;
        var ring = new RingFactors(Sites, Hidden, Take(ref left, RingFactors.Length(Sites, Hidden)));
        vectors = Take(ref left, Rank * Dimension);
        solved = Take(ref left, Rank * Dimension);
        small = Take(ref left, Rank * Rank);
        scratch = Take(ref left, 2 * Rank);
        return ring;
    }

    private void FillBlocks(double shift, ReadOnlySpan<double> state, RingFactors ring)
    {
        for (int mu = 0; mu < Hidden; mu++)
        {
            for (int nu = 0; nu <= mu; nu++)
            {
                double overlap = SpanMath.Dot(Unit(state, mu), Unit(state, nu));
                for (int i = 0; i < Sites; i++)
                {
                    double value = overlap - (2 * state[(mu * Sites) + i] * state[(nu * Sites) + i]);
                    if (mu == nu)
                        value += shift - SquaresAt(state, i);
                    ring.Block(i)[(mu * Hidden) + nu] = ring.Block(i)[(nu * Hidden) + mu] = value;
                }
            }
        }
    }

    // K⁻¹, row by row.
    private bool FactorSmall(ReadOnlySpan<double> vectors, ReadOnlySpan<double> solved, Span<double> small)
    {
        for (int k = 0; k < Rank; k++)
        {
            int exchanged = Exchange(k);
            for (int l = 0; l < Rank; l++)
            {
                ReadOnlySpan<double> column = solved.Slice(l * Dimension, Dimension);
                small[(k * Rank) + l] = (k == l ? 1 : 0)
                    + SpanMath.Dot(vectors.Slice(k * Dimension, Dimension), column)
                    + SpanMath.Dot(vectors.Slice(exchanged * Dimension, Dimension), column);
            }
        }

        return SmallMatrix.Invert(small, Rank);
    }

    private int Exchange(int k) => (k % Hidden * Hidden) + (k / Hidden);
}
