namespace RbmTheory.Theory.Learning;

/// <summary>
/// The factors of a cyclic block-tridiagonal matrix, B_i on the diagonal and −1 beside it, as of a ring of N sites with
/// M units each. The chain of all sites but the last is eliminated from its start, and closed over the last:
/// <code>
/// Δ_0 = B_0,   Δ_i = B_i − Δ_{i−1}⁻¹            y_i = r_i + Δ_{i−1}⁻¹ y_{i−1},   x_i = Δ_i⁻¹ (y_i + x_{i+1})
/// Z = chain⁻¹ (e_0 + e_{N−2})⊗1
/// (B_{N−1} − Z_0 − Z_{N−2}) x_{N−1} = r_{N−1} + x_0 + x_{N−2},   x += Z x_{N−1}
/// </code>
/// Vectors are stored unit by unit, x_iμ = x[μN + i].
/// </summary>
internal readonly ref struct RingFactors
{
    private const double SmallestPivot = 1e-8;

    private readonly int _sites;
    private readonly int _hidden;
    private readonly Span<double> _inverses;
    private readonly Span<double> _closure;
    private readonly Span<double> _last;

    public RingFactors(int sites, int hidden, Span<double> memory)
    {
        _sites = sites;
        _hidden = hidden;
        _inverses = memory[..(sites * hidden * hidden)];
        _closure = memory.Slice(_inverses.Length, sites * hidden * hidden);
        _last = memory[(2 * _inverses.Length)..];
    }

    /// <summary>How many numbers of working memory are needed.</summary>
    public static int Length(int sites, int hidden) => ((2 * sites) + 1) * hidden * hidden + hidden;

    /// <summary>B_i before, and Δ_i⁻¹ after, the factorisation.</summary>
    public Span<double> Block(int site) => _inverses.Slice(site * _hidden * _hidden, _hidden * _hidden);

    /// <summary>Factorises the blocks; false where a pivot nearly vanishes.</summary>
    public bool Factor()
    {
        if (!(_hidden == 1 ? FactorScalars() : FactorBlocks()))
            return false;

        int last = _sites - 1;
        _closure.Clear();
        for (int mu = 0; mu < _hidden; mu++)
        {
            Span<double> column = Column(mu);
            column[mu * _sites] = 1;
            column[(mu * _sites) + last - 1] += 1;
            SolveChain(column);
            for (int nu = 0; nu < _hidden; nu++)
            {
                // The last diagonal block becomes that of the closed ring.
                Block(last)[(nu * _hidden) + mu] -= column[nu * _sites] + column[(nu * _sites) + last - 1];
                column[(nu * _sites) + last] = 0;
            }
        }

        return SmallMatrix.Invert(Block(last), _hidden);
    }

    /// <summary>Solves for one right-hand side, in place.</summary>
    public void Solve(Span<double> x)
    {
        SolveChain(x);
        int last = _sites - 1;
        Span<double> sums = _last[..(_hidden)];
        for (int mu = 0; mu < _hidden; mu++)
        {
            ReadOnlySpan<double> unit = x.Slice(mu * _sites, _sites);
            sums[mu] = unit[last] + unit[0] + unit[last - 1];
            x[(mu * _sites) + last] = 0;
        }

        SmallMatrix.AddProduct(Block(last), _hidden, sums, 1, x[last..], _sites);
        for (int mu = 0; mu < _hidden; mu++)
            Integration.SpanMath.AddScaled(x, x[(mu * _sites) + last], Column(mu));
    }

    private Span<double> Column(int mu) => _closure.Slice(mu * _sites * _hidden, _sites * _hidden);

    private bool FactorScalars()
    {
        Span<double> d = _inverses;
        double inverse = d[0] = 1 / d[0];
        double largest = Math.Abs(inverse);
        for (int i = 1; i < _sites - 1; i++)
        {
            inverse = d[i] = 1 / (d[i] - inverse);
            largest = Math.Max(largest, Math.Abs(inverse));
        }

        return largest * SmallestPivot < 1;
    }

    private bool FactorBlocks()
    {
        for (int i = 0; i < _sites - 1; i++)
        {
            Span<double> block = Block(i);
            if (i > 0)
                Integration.SpanMath.AddScaled(block, -1, Block(i - 1));
            if (!SmallMatrix.Invert(block, _hidden))
                return false;
        }

        return true;
    }

    // All sites but the last, which is left as it is.
    private void SolveChain(Span<double> x)
    {
        int end = _sites - 2;
        if (_hidden == 1)
        {
            SolveScalars(_inverses[..(end + 1)], x[..(end + 1)]);
            return;
        }

        for (int i = 1; i <= end; i++)
            SmallMatrix.AddProduct(Block(i - 1), _hidden, x[(i - 1)..], _sites, x[i..], _sites);
        Span<double> sums = _last[..(_hidden)];
        for (int i = end; i >= 0; i--)
        {
            for (int mu = 0; mu < _hidden; mu++)
            {
                ref double value = ref x[(mu * _sites) + i];
                sums[mu] = value + (i < end ? x[(mu * _sites) + i + 1] : 0);
                value = 0;
            }

            SmallMatrix.AddProduct(Block(i), _hidden, sums, 1, x[i..], _sites);
        }
    }

    private static void SolveScalars(ReadOnlySpan<double> inverses, Span<double> x)
    {
        double y = x[0];
        for (int i = 1; i < inverses.Length && i < x.Length; i++)
        {
            y = x[i] + (inverses[i - 1] * y);
            x[i] = y;
        }

        double next = 0;
        for (int i = Math.Min(inverses.Length, x.Length) - 1; i >= 0; i--)
        {
            next = (x[i] + next) * inverses[i];
            x[i] = next;
        }
    }
}
