namespace RbmTheory.Simulation.Observables;

/// <summary>
/// Which mode of a later snapshot of a training is which of an earlier one: pairs of vectors in the order of
/// |⟨u_α(t), u_β(t′)⟩|, the largest first, each vector once.
/// </summary>
public sealed class ModeMatching
{
    private readonly int[] _partners;
    private readonly double[] _overlaps;

    /// <summary>Matches.</summary>
    /// <param name="earlier">u_1(t), u_2(t), …, of norm 1, at least one.</param>
    /// <param name="later">u_1(t′), u_2(t′), …, as many, of as many numbers.</param>
    /// <exception cref="ArgumentException">There is none, or numbers of vectors or lengths differ.</exception>
    public ModeMatching(IReadOnlyList<double[]> earlier, IReadOnlyList<double[]> later)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        int count = Require.AtLeast(earlier.Count, 1);
        Require.Length(later.Count, count);
        _partners = new int[count];
        _overlaps = new double[count];
        Array.Fill(_partners, -1);
        bool[] isTaken = new bool[count];
        foreach ((double overlap, int a, int b) in
            from a in Enumerable.Range(0, count)
            from b in Enumerable.Range(0, count)
            let overlap = Math.Abs(SubspaceOverlap.Product(earlier[a], later[b]))
            orderby overlap descending
            select (overlap, a, b))
        {
            if (_partners[a] >= 0 || isTaken[b])
                continue;
            (_partners[a], _overlaps[a], isTaken[b]) = (b, overlap, true);
        }

        for (int a = 0; a < count; a++)
            Crossings += _partners.Take(a).Count(partner => partner > _partners[a]);
    }

    /// <summary>β for each α, both counted from 0.</summary>
    public IReadOnlyList<int> Partners => _partners;

    /// <summary>|⟨u_α(t), u_β(t′)⟩| of the pair, for each α: near 0 the two are not the same mode.</summary>
    public IReadOnlyList<double> Overlaps => _overlaps;

    /// <summary>How many pairs of modes have changed their order.</summary>
    public int Crossings { get; }
}
