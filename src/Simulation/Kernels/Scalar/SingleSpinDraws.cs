using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Kernels.Scalar;

/// <summary>
/// The random numbers of Gibbs steps of the machine with one hidden spin: for each move of a chain a uniform number u and
/// N independent spins x_i = ±1 with p(x_i = +1) = 1/(1 + e^{−2 w_i}). Moves are made 32 at once.
/// </summary>
public sealed class SingleSpinDraws
{
    private const int Together = IKernel.ChunkRows;
    private const int AlwaysTossed = 12;
    private const int Digits = 32;

    private readonly Rbm _machine;
    private readonly ChunkRandom _random;
    private readonly float[] _uniforms = new float[Together];
    private readonly float[][] _spins;
    private int _used = Together;

    /// <summary>Nothing is drawn before it is asked for.</summary>
    /// <param name="machine">N spins, one hidden spin, no fields.</param>
    /// <param name="random">Its lanes are used.</param>
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
            for (int site = 0; site < _machine.Sites; site += 8)
                DrawSpins(site, Math.Min(8, _machine.Sites - site));
            _used = 0;
        }

        return (_uniforms[_used], _spins[_used++]);
    }

    /// <summary>Four draws of eight 32-bit words: each names one of 2^23 equal cells of [0, 1], u is its centre.</summary>
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
    /// Spins of up to eight neighbouring sites of 32 rows. Coins are tossed for each until the first tail; at toss j it decides
    /// for the j-th binary digit of the probability, and after 32 heads for −1. One draw is a coin for every spin: the j-th
    /// is made if j ≤ 12 or if some spin is still undecided.
    /// </summary>
    private void DrawSpins(int site, int sites)
    {
        bool[,] decided = new bool[Together, sites];
        for (int toss = 1; toss <= Digits && (toss <= AlwaysTossed || decided.Cast<bool>().Contains(false)); toss++)
        {
            Vector256<byte> coins = _random.Lanes.Next().AsByte();
            for (int row = 0; row < Together; row++)
            {
                for (int i = 0; i < sites; i++)
                {
                    if (decided[row, i])
                        continue;
                    bool heads = (coins[4 * (row % 8) + row / 8] >> i & 1) != 0;
                    bool digit = (Probability(_machine.Weights[site + i]) >> (Digits - toss) & 1) != 0;
                    _spins[row][site + i] = digit && !heads ? 1f : -1f;
                    decided[row, i] = !heads;
                }
            }
        }
    }

    /// <summary>2^32/(1 + e^{−2w}): the rarer sign's is rounded down, at least 1, the other's is 2^32 minus that.</summary>
    private static uint Probability(float weight)
    {
        uint rarer = Math.Max(1, (uint)(Exponential.Logistic(-2f * Math.Abs(weight)) * 4294967296f));
        return weight > 0 ? 0u - rarer : rarer;
    }
}
