using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.Observables;

/// <summary>How long <see cref="ModeMagnetisation"/> samples.</summary>
/// <param name="Chains">Chains, even and at least 2: two groups of replicas.</param>
/// <param name="Burn">Gibbs sweeps that are not counted, at least 0.</param>
/// <param name="Sweeps">Those that are, at least 2.</param>
/// <param name="AlongMode">Whether the chains start along the mode, s_i = sign u_i; else from coins.</param>
/// <param name="FixesSign">Whether every configuration is turned to the side of the mode: without fields a machine has
/// two states, and its chains change between them.</param>
public sealed record MagnetisationPlan(
    int Chains, int Burn, int Sweeps, bool AlongMode = false, bool FixesSign = true);

/// <summary>
/// Order parameters of a machine of a mode in noise, by Gibbs sampling: with y = u·s, z = v·τ,
/// <code>
/// m = ⟨y⟩/√L,   m̄ = ⟨z⟩/√L,   q = Σ_i ⟨s_i⟩_1⟨s_i⟩_2/N,   q̄ = Σ_a ⟨τ_a⟩_1⟨τ_a⟩_2/M
/// </code>
/// 1 and 2 are two groups of chains, whose errors do not come into q, as those of a square would. Of the hidden units
/// their means given the visible ones, tanh I_a, are averaged: less noise, and the same mean.
/// </summary>
/// <param name="Visible">m.</param>
/// <param name="Hidden">m̄.</param>
/// <param name="VisibleOverlap">q.</param>
/// <param name="HiddenOverlap">q̄.</param>
/// <param name="VisibleSquare">⟨y²⟩.</param>
/// <param name="HiddenSquare">⟨z²⟩.</param>
/// <param name="Product">⟨yz⟩.</param>
/// <param name="Frozen">Σ_i s̄_i s̄′_i/N, s̄ the mean of a chain over the first half of the sweeps and s̄′ that over
/// the second: what does not change while it is looked at. Unlike q it also sees states that have nothing to do with
/// the mode, each chain in its own.</param>
public sealed record ModeMagnetisation(
    double Visible, double Hidden, double VisibleOverlap, double HiddenOverlap, double VisibleSquare,
    double HiddenSquare, double Product, double Frozen)
{
    /// <summary>Measures them along the first mode.</summary>
    /// <param name="spiked">The machine.</param>
    /// <param name="plan">How long.</param>
    /// <param name="seed">The seed of the chains.</param>
    /// <param name="ct">Checked at every sweep.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public static ModeMagnetisation Measure(
        SpikedMachine spiked, MagnetisationPlan plan, ulong seed, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(spiked);
        ArgumentNullException.ThrowIfNull(plan);
        if (Require.AtLeast(plan.Chains, 2) % 2 != 0)
            throw Require.Error("chains", plan.Chains, "even");
        Require.AtLeast(plan.Burn, 0);
        Require.AtLeast(plan.Sweeps, 2);
        return new Sampling(spiked, plan, seed).Run(ct);
    }

    private sealed class Sampling
    {
        private readonly Rbm _machine;
        private readonly MagnetisationPlan _plan;
        private readonly double[] _u, _v;
        private readonly PersistentChains _chains;
        private readonly IKernel _kernel;
        private readonly float[] _means;
        private readonly double _rootLength;

        /// <summary>Sums over chains and sweeps: of each unit for both groups, and of y, z, y², z², yz.</summary>
        private readonly double[][] _visible, _hidden;
        private readonly double[] _moments = new double[5];

        /// <summary>Sums of each unit of each chain over the two halves of the sweeps.</summary>
        private readonly int[][] _halves;

        public Sampling(SpikedMachine spiked, MagnetisationPlan plan, ulong seed)
        {
            (_machine, _plan, _rootLength) = (spiked.Machine, plan, spiked.RootLength);
            (_u, _v) = (spiked.VisibleModes[0], spiked.HiddenModes[0]);
            _chains = new(plan.Chains, _machine.VisibleLayer, seed);
            _kernel = KernelFor.Prepared(_machine, 1);
            _means = new float[IKernel.ChunkRows * _kernel.MeanWidth];
            _visible = [new double[_u.Length], new double[_u.Length]];
            _hidden = [new double[_v.Length], new double[_v.Length]];
            _halves = [new int[plan.Chains * _u.Length], new int[plan.Chains * _u.Length]];
            for (int chain = 0; plan.AlongMode && chain < plan.Chains; chain++)
                _machine.VisibleLayer.Unit.Encode(Array.ConvertAll(_u, u => u < 0 ? -1f : 1f), _chains.Row(chain));
        }

        public ModeMagnetisation Run(CancellationToken ct)
        {
            for (int sweep = 0; sweep < _plan.Burn + _plan.Sweeps; sweep++)
            {
                ct.ThrowIfCancellationRequested();
                _chains.Move(_kernel, 1);
                int half = 2 * (sweep - _plan.Burn) < _plan.Sweeps ? 0 : 1;
                for (int chunk = 0; sweep >= _plan.Burn && chunk < _chains.ChunkCount; chunk++)
                    Add(chunk, _halves[half]);
            }

            double count = (double)_plan.Chains * _plan.Sweeps;
            return new(_moments[0] / count / _rootLength, _moments[1] / count / _rootLength,
                Overlap(_visible), Overlap(_hidden), _moments[2] / count, _moments[3] / count, _moments[4] / count,
                Frozen());
        }

        private void Add(int chunk, int[] half)
        {
            ReadOnlySpan<byte> rows = _chains.ChunkOf(chunk);
            int count = rows.Length / _chains.RowBytes;
            _kernel.HiddenMeans(rows, count, 1, _means, 0);
            for (int row = 0; row < count; row++)
            {
                int chain = chunk * IKernel.ChunkRows + row;
                ReadOnlySpan<byte> bits = rows.Slice(row * _chains.RowBytes, _chains.RowBytes);
                Add(bits, _means.AsSpan(row * _v.Length, _v.Length), chain % 2);
                Span<int> sums = half.AsSpan(chain * _u.Length, _u.Length);
                for (int i = 0; i < sums.Length; i++)
                    sums[i] += 2 * (bits[i >> 3] >> (i & 7) & 1) - 1;
            }
        }

        private void Add(ReadOnlySpan<byte> row, ReadOnlySpan<float> hidden, int group)
        {
            double y = 0, z = 0, variance = 0;
            for (int i = 0; i < _u.Length; i++)
                y += Spin(row, i) * _u[i];
            for (int a = 0; a < _v.Length; a++)
            {
                z += hidden[a] * _v[a];
                variance += (1 - hidden[a] * hidden[a]) * _v[a] * _v[a];
            }

            double sign = _plan.FixesSign && y < 0 ? -1 : 1;
            double[] visibleSums = _visible[group], hiddenSums = _hidden[group];
            for (int i = 0; i < _u.Length; i++)
                visibleSums[i] += sign * Spin(row, i);
            for (int a = 0; a < _v.Length; a++)
                hiddenSums[a] += sign * hidden[a];
            _moments[0] += sign * y;
            _moments[1] += sign * z;
            _moments[2] += y * y;
            _moments[3] += z * z + variance;
            _moments[4] += y * z;
        }

        private double Frozen()
        {
            int first = (_plan.Sweeps + 1) / 2, second = _plan.Sweeps - first;
            double sum = 0;
            for (int k = 0; k < _halves[0].Length; k++)
                sum += (double)_halves[0][k] * _halves[1][k];
            return sum / first / second / _halves[0].Length;
        }

        private double Overlap(double[][] sums)
        {
            double half = 0.5 * _plan.Chains * _plan.Sweeps, overlap = 0;
            for (int i = 0; i < sums[0].Length; i++)
                overlap += sums[0][i] / half * (sums[1][i] / half);
            return overlap / sums[0].Length;
        }

        private static double Spin(ReadOnlySpan<byte> row, int i) => (row[i >> 3] >> (i & 7) & 1) * 2.0 - 1;
    }
}
