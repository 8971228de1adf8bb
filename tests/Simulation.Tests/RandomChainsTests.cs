using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Tests.Likelihoods;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests;

/// <summary>Rdm-k: chains that start from fair coins at every update.</summary>
public class RandomChainsTests
{
    [Theory]
    [InlineData(13, 2)]
    [InlineData(64, 2)]
    [InlineData(67, 2)]
    [InlineData(5, 3)]
    public void Every_unit_of_every_chain_is_a_fair_coin_and_no_bit_lies_beyond_the_last(int sites, int colours)
    {
        // Pairs of neighbours within a chain, and of the same unit in two chains, are uniform too: 16 values of
        // (v_i, v_i+1) in two chains of one chunk for bits, 9 of (v_i, v_i+1) for three colours.
        const int Chains = 100, Times = 41;
        IVisibleUnit unit = colours == 2 ? BinaryUnit.Instance : new PottsUnit(colours);
        PersistentChains chains = new(Chains, new(unit, sites), 7);
        int codes = colours == 2 ? 16 : 9;
        int[] counts = new int[codes];
        float[] one = new float[unit.Components * sites], other = new float[one.Length];
        for (int time = 0; time < Times; time++)
        {
            chains.Restart(0, chains.ChunkCount);
            for (int chain = 0; chain < Chains; chain += 2)
            {
                unit.Decode(chains.Row(chain), one);
                unit.Decode(chains.Row(chain + 1), other);
                for (int i = 0; i + 1 < sites; i += 2)
                {
                    counts[colours == 2
                        ? (int)(one[i] + 2 * one[i + 1] + 4 * other[i] + 8 * other[i + 1])
                        : Colour(one, i) + 3 * Colour(one, i + 1)]++;
                }

                byte[] again = new byte[chains.RowBytes];
                unit.Encode(one, again);
                Assert.Equal(again, chains.Row(chain).ToArray());
            }
        }

        Chance.FollowsLaw([.. Enumerable.Repeat(1.0 / codes, codes)], counts);

        int Colour(float[] values, int i) => Array.IndexOf(values, 1f, i * colours, colours) - i * colours;
    }

    [Fact]
    public void They_start_anew_at_every_update()
    {
        // Weights 30 on the diagonal keep chains where they start, but for a chance of e^−60 a spin: after a training
        // they are coins, though the first were kept for all updates before. A unit that stayed would not be changed;
        // of 61 × 7 coins a half are, within Sigmas of the binomial law.
        const int Sites = 7, Chains = 61;
        Rbm machine = Rbm.OfSpins(Sites, Sites);
        for (int i = 0; i < Sites; i++)
            machine.FieldOf(i)[i] = 30;
        Trainer trainer = New(machine, Plan(1e-6, 5, Chains, steps: 3));
        byte[] before = trainer.Chains.Rows.ToArray();
        trainer.Run();
        int changed = Enumerable.Range(0, Chains)
            .Sum(c => System.Numerics.BitOperations.PopCount((uint)(before[c] ^ trainer.Chains.Rows[c])));
        Chance.Near(0.5 * Sites * Chains, changed, Chance.Sigmas * Math.Sqrt(0.25 * Sites * Chains));
        Assert.NotEqual(before, trainer.Chains.Rows.ToArray());
    }

    [Theory]
    [InlineData("spin", 5)]
    [InlineData("spin", 1)]
    [InlineData("gaussian", 3)]
    public void Bits_depend_neither_on_threads_nor_on_where_it_was_stopped(string hidden, int count)
    {
        Trainer whole = Of(1);
        whole.Run();
        Trainer other = Of(3);
        other.Run();
        Assert.Equal(whole.Machine.Weights, other.Machine.Weights);

        using CancellationTokenSource stop = new();
        Trainer stopped = Of(2);
        Assert.Throws<OperationCanceledException>(() => stopped.Run(new StopAfter(8, stop), stop.Token));
        using MemoryStream stream = new();
        Checkpoint.Write(stream, stopped, "a run");
        Trainer resumed = Of(1);
        Checkpoint.Read(stream.ToArray()).Restore(resumed);
        resumed.Run();
        Assert.Equal(whole.Machine.Weights, resumed.Machine.Weights);
        Assert.Equal(whole.Chains.Rows.ToArray(), resumed.Chains.Rows.ToArray());

        Trainer Of(int threads)
        {
            Rbm machine = new(new(SpinUnit.Instance, 13), new(UnitTypes.Parse(hidden), count));
            machine.Randomize(0.3, 1);
            return New(machine, Plan(0.05, 11, 137, steps: 2) with { Epochs = 4 }, threads);
        }
    }

    [Fact]
    public void Its_first_moments_are_those_of_the_data_after_k_steps_and_after_no_other_number()
    {
        // Σ_t Δa over T updates is ν Σ_t (⟨v⟩_data − ⟨v⟩_chains,t): the mean over these updates of the exact ⟨v⟩ after
        // k steps from coins under the parameters of each differs from ⟨v⟩_data by (a_T − a_0)/(νT), the distance from
        // the fixed point, and by the mean of the noise of C chains, of variance at most 1/(4CT), as v lies in [0, 1].
        // The same holds for b and h. Single precision adds less than 1e−4: probabilities of units are off by 2^−15.
        const int Sites = 3, Hidden = 2, Chains = 128, Steps = 2, Skipped = 3000, Updates = 6000;
        const double Rate = 0.5;
        byte[][] rows = [[0], [1], [2], [3], [4], [5], [6], [7], [0], [7], [7], [6], [7], [7]];
        Rbm machine = new(new(BinaryUnit.Instance, Sites, fields: true), new(BinaryUnit.Instance, Hidden, fields: true));
        machine.Randomize(0.1, 3);
        TrainingPlan plan = Plan(Rate, rows.Length, Chains, Steps) with { Epochs = Skipped };
        Trainer trainer = new(machine, new ShuffledBatches(new RowSet(Sites, rows), rows.Length, 1), plan, 4);
        trainer.Run();
        double[] before = Fields();
        CoinRecord record = new(rows, [1, Steps, Steps + 3]);
        trainer.Plan = plan with { Epochs = Skipped + Updates };
        trainer.Run(record);
        double rest = Fields().Zip(before, (a, b) => Math.Abs(a - b)).Max() / (Rate * Updates);
        double tolerance = rest + Chance.Sigmas / (2 * Math.Sqrt((double)Chains * Updates)) + 1e-4;
        Assert.True(rest < 1e-3, $"no fixed point: the gradient is still {rest}");
        Assert.True(record.Deviation(1) < tolerance, $"{record.Deviation(1)} above {tolerance}");
        Assert.True(record.Deviation(0) > 10 * tolerance, $"after one step {record.Deviation(0)}, below 10 × {tolerance}");
        Assert.True(record.Deviation(2) > 10 * tolerance, $"after five steps {record.Deviation(2)}, below 10 × {tolerance}");

        double[] Fields()
            => [.. machine.Parameters.VisibleFields.Concat(machine.Parameters.HiddenFields).Select(x => (double)x)];
    }

    private static TrainingPlan Plan(double rate, int batch, int chains, int steps) => new()
    {
        LearningRate = rate,
        BatchSize = batch,
        Chains = chains,
        GibbsSteps = steps,
        Epochs = 1,
        NegativePhase = NegativePhase.Random,
    };

    private static Trainer New(Rbm machine, TrainingPlan plan, int threads = 1)
        => new(machine, new ShuffledBatches(new IsingRingSampler(machine.Sites, 0.7).SampleSet(53, 2), plan.BatchSize, 5),
            plan, seed: 3, threads);

    /// <summary>Sums, over updates, the difference of ⟨v_i⟩ and ⟨h_j⟩ between the data and the law, by enumeration,
    /// that some numbers of steps make of coins.</summary>
    private sealed class CoinRecord(byte[][] rows, int[] steps) : ITrainingObserver
    {
        private readonly double[][] _sums = [.. steps.Select(_ => new double[16])];
        private Rbm? _before;
        private int _updates;

        public double Deviation(int which) => _sums[which].Max(Math.Abs) / _updates;

        public void AfterUpdate(long update, Rbm machine)
        {
            // The chains of an update move under the parameters from before it.
            if (_before is not null)
                Add(_before);
            else
                _updates = 0;
            _before = machine.Clone();
        }

        private void Add(Rbm machine)
        {
            _updates++;
            int n = machine.Sites, m = machine.Hidden;
            double[,] hidden = new double[1 << n, m], visible = new double[1 << m, n];
            for (int v = 0; v < 1 << n; v++)
            {
                for (int mu = 0; mu < m; mu++)
                {
                    hidden[v, mu] = Sigmoid(machine.Parameters.HiddenFields[mu]
                        + Enumerable.Range(0, n).Sum(i => (double)machine.Weights[mu * n + i] * (v >> i & 1)));
                }
            }

            for (int h = 0; h < 1 << m; h++)
            {
                for (int i = 0; i < n; i++)
                {
                    visible[h, i] = Sigmoid(machine.Parameters.VisibleFields[i]
                        + Enumerable.Range(0, m).Sum(mu => (double)machine.Weights[mu * n + i] * (h >> mu & 1)));
                }
            }

            double[] law = [.. Enumerable.Repeat(1.0 / (1 << n), 1 << n)], data = new double[1 << n];
            foreach (byte[] row in rows)
                data[row[0]] += 1.0 / rows.Length;
            for (int step = 1, which = 0; which < steps.Length; step++)
            {
                law = Turned(Turned(law, hidden), visible);
                if (step != steps[which])
                    continue;
                for (int v = 0; v < law.Length; v++)
                {
                    for (int x = 0; x < n + m; x++)
                        _sums[which][x] += (law[v] - data[v]) * (x < n ? v >> x & 1 : hidden[v, x - n]);
                }

                which++;
            }
        }

        /// <summary>The law of the other layer, whose units are on with the given chances.</summary>
        private static double[] Turned(double[] law, double[,] on)
        {
            double[] turned = new double[1 << on.GetLength(1)];
            for (int from = 0; from < law.Length; from++)
            {
                for (int to = 0; to < turned.Length; to++)
                {
                    double chance = law[from];
                    for (int unit = 0; unit < on.GetLength(1); unit++)
                        chance *= (to >> unit & 1) == 1 ? on[from, unit] : 1 - on[from, unit];
                    turned[to] += chance;
                }
            }

            return turned;
        }

        private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
    }

    private sealed class StopAfter(int updates, CancellationTokenSource stop) : ITrainingObserver
    {
        public void AfterUpdate(long update, Rbm machine)
        {
            if (update == updates)
                stop.Cancel();
        }
    }
}
