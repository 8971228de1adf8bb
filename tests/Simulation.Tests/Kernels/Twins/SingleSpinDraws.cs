using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Tests.Kernels.Twins;

/// <summary>
/// The random numbers of Gibbs steps of the machine with one hidden spin: for each move of a chain a uniform number u
/// and N independent spins x_i = ±1 with p(x_i = +1) = 1/(1 + e^{−2 w_i}). Moves are made 32 at once.
/// </summary>
internal sealed class SingleSpinDraws
{
    private const int Together = IKernel.ChunkRows;
    private const int OwnTosses = 8;
    private const int SharedTosses = 8;
    private const int Sharing = 16;
    private const int Digits = 32;

    private readonly Rbm _machine;
    private readonly ChunkRandom _random;
    private readonly float[] _uniforms = new float[Together];
    private readonly float[][] _spins;
    private int _used = Together;

    /// <summary>Draws nothing yet.</summary>
    /// <param name="machine">N spins, one hidden spin, no fields.</param>
    /// <param name="random">All its lanes are used.</param>
    public SingleSpinDraws(Rbm machine, ChunkRandom random)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(random);
        _machine = machine;
        _random = random;
        _spins = [.. Enumerable.Range(0, Together).Select(_ => new float[machine.Sites])];
    }

    /// <summary>u and x of the next move; x is overwritten by a later one.</summary>
    public (float Uniform, float[] Spins) Next()
    {
        if (_used == Together)
        {
            DrawUniforms();
            for (int site = 0; site < _machine.Sites; site += 8 * Sharing)
                DrawSpins(site, Math.Min(_machine.Sites, site + 8 * Sharing));
            _used = 0;
        }

        return (_uniforms[_used], _spins[_used++]);
    }

    /// <summary>Four draws of eight 32-bit words: each names one of 2^23 equal cells of [0, 1], u is its
    /// centre.</summary>
    private void DrawUniforms()
    {
        for (int row = 0; row < Together; row += 8)
        {
            Vector256<uint> words = _random.Lanes.Next().AsUInt32();
            for (int i = 0; i < 8; i++)
                _uniforms[row + i] = (words[i] >> 8 | 1) * (1f / (1 << 24));
        }
    }

    /// <summary>
    /// Spins of up to 16 × 8 neighbouring sites of 32 rows. A spin tosses coins until the first tail; at toss j it
    /// decides for the j-th binary digit of its probability, and after 32 heads for −1.
    /// </summary>
    /// <remarks>
    /// A draw has one coin for each spin of eight sites. The first eight tosses of each site are its own. After them
    /// the undecided spins toss together, spins i, i + 8, i + 16, … of a row by the same coin; but a coin may serve
    /// only one of them, and the later ones have had coins of their own before. The first eight shared draws come
    /// before all others of the 16 × 8 sites; beyond them, and for spins with coins of their own, no draw is made when
    /// no spin is undecided.
    /// </remarks>
    private void DrawSpins(int start, int end)
    {
        var together = new List<(int Row, int Site)>();
        Vector256<byte>[] shared = DrawEight();
        for (int site = start; site < end; site += 8)
        {
            List<(int Row, int Site)> tossing =
            [
                .. from row in Enumerable.Range(0, Together)
                   from i in Enumerable.Range(site, Math.Min(8, end - site))
                   select (row, i),
            ];
            Vector256<byte>[] own = DrawEight();
            for (int toss = 1; toss <= OwnTosses; toss++)
                Toss(tossing, toss, own[toss - 1]);
            var places = together.Select(Place).ToHashSet();
            List<(int Row, int Site)> alone = tossing.FindAll(spin => places.Contains(Place(spin)));
            together.AddRange(tossing.Except(alone));
            for (int toss = OwnTosses + 1; toss <= Digits && alone.Count > 0; toss++)
                Toss(alone, toss, Draw());
        }

        for (int toss = 1; toss <= SharedTosses; toss++)
            Toss(together, OwnTosses + toss, shared[toss - 1]);
        for (int toss = OwnTosses + SharedTosses + 1; toss <= Digits && together.Count > 0; toss++)
            Toss(together, toss, Draw());

        static (int Row, int Bit) Place((int Row, int Site) spin) => (spin.Row, spin.Site % 8);
    }

    private Vector256<byte> Draw() => _random.Lanes.Next().AsByte();

    /// <summary>Eight draws in a row, every second of them of the other lanes.</summary>
    private Vector256<byte>[] DrawEight()
        => [.. Enumerable.Range(0, 8).Select(j => j % 2 == 0 ? Draw() : _random.MoreLanes.Next().AsByte())];

    /// <summary>A coin for each spin; those with tails are decided and removed.</summary>
    private void Toss(List<(int Row, int Site)> tossing, int toss, Vector256<byte> coins)
    {
        foreach (var (row, site) in tossing)
        {
            uint digit = Probability(_machine.Weights[site]) >> (Digits - toss) & 1;
            _spins[row][site] = IsHeads(row, site) ? -1f : 2f * digit - 1f;
        }

        tossing.RemoveAll(spin => !IsHeads(spin.Row, spin.Site));

        bool IsHeads(int row, int site) => (coins[ByteColumns.ByteOf(row)] >> (site % 8) & 1) != 0;
    }

    /// <summary>2^32/(1 + e^{−2w}): the rarer sign's is rounded down, at least 1, the other's is 2^32 minus
    /// that.</summary>
    private static uint Probability(float weight)
    {
        uint rarer = Math.Max(1, (uint)(Exponential.Logistic(-2f * Math.Abs(weight)) * 4294967296f));
        return weight > 0 ? 0u - rarer : rarer;
    }
}
