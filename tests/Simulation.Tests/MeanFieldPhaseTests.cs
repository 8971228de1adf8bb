using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Kernels.Dense;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests;

/// <summary>Extended mean field as the model term of a training: what it subtracts from the gradient, against the free
/// energy and against the iteration written down in double precision.</summary>
public class MeanFieldPhaseTests
{
    private const int Sites = 13, Hidden = 11;

    // Neither converges nor stops early: a smaller tolerance than any step that is not 0.
    private const double Never = 1e-30;

    /// <summary>Orders and kinds of units.</summary>
    public static TheoryData<int, string, string> Machines()
    {
        TheoryData<int, string, string> all = [];
        foreach (int order in (int[])[1, 2, 3])
        {
            foreach ((string visible, string hidden) in ((string, string)[])
                [("binary", "binary"), ("spin", "spin"), ("binary", "spin"), ("spin", "binary")])
                all.Add(order, visible, hidden);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void At_a_fixed_point_the_averages_are_minus_the_derivatives_of_the_free_energy(
        int order, string visible, string hidden)
    {
        Rbm machine = New(visible, hidden, 0.12);
        Parameters averages = Averages(machine, order, Plan(order, 1) with { TapIterations = 200 }, 1, out var phase);
        double[] v = Doubles(phase.Visible.Means), h = Doubles(phase.Hidden.Means);
        TapTwin twin = new(machine, order);

        // Stationary in every magnetisation: κ₂ ∂F/∂m = m − m(x) to first order. A sum of 13 terms below 0.12 · 1.4 and a
        // field below 1.6 has at most 17 roundings of numbers below 4, that is 17 · 4 · 2^−25; with κ₂ ≤ 1 and 2^−22 for
        // the rounding of m(x) and of the step, a residual is below 2.3e−6, and a central difference of step h = 1e−5
        // adds h²/κ₂² of the third derivative of the entropy, 1e−8 where κ₂ > 0.1.
        for (int i = 0; i < Sites; i++)
            Chance.Near(0, Variance(visible, v[i]) * Derivative(step => twin.FreeEnergy(Moved(v, i, step), h)), 2.4e-6);
        for (int mu = 0; mu < Hidden; mu++)
            Chance.Near(0, Variance(hidden, h[mu]) * Derivative(step => twin.FreeEnergy(v, Moved(h, mu, step))), 2.4e-6);

        // And its derivatives there are the averages. The sums are of three terms below 1 in single precision, 2^−22;
        // the central difference of a cubic is off by w³'s h² and by rounding, 1e−15 · 30/1e−5.
        for (int mu = 0; mu < Hidden; mu++)
        {
            for (int i = 0; i < Sites; i++)
            {
                double slope = Derivative(step => twin.FreeEnergy(v, h, (i, mu, step)));
                Chance.Near(-slope, averages.Weights[mu * Sites + i], 2.4e-7 + 3e-9);
            }
        }

        for (int i = 0; i < Sites; i++)
            Assert.Equal(v[i], averages.VisibleFields[i]);
        for (int mu = 0; mu < Hidden; mu++)
            Assert.Equal(h[mu], averages.HiddenFields[mu]);
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Started_from_data_it_is_the_iteration_as_it_is_written_down(int order, string visible, string hidden)
    {
        const int Rows = 7, Iterations = 4;
        Rbm machine = New(visible, hidden, 0.4);
        Parameters averages = Averages(
            machine, order, Plan(order, Rows) with { TapIterations = Iterations }, 2, out MeanFieldPhase phase);
        TapTwin twin = new(machine, order);
        double[] expected = new double[machine.Weights.Length], fields = new double[Sites];
        for (int row = 0; row < Rows; row++)
        {
            (double[] v, double[] h) = twin.Start(RowOf(machine, row));
            for (int step = 0; step < Iterations; step++)
                twin.Step(v, h);
            Near(v, phase.Visible.Means.AsSpan(row * Sites, Sites));
            Near(h, phase.Hidden.Means.AsSpan(row * Hidden, Hidden));
            double[] correlations = twin.Correlations(v, h);
            for (int k = 0; k < expected.Length; k++)
                expected[k] += correlations[k] / Rows;
            for (int i = 0; i < Sites; i++)
                fields[i] += v[i] / Rows;
        }

        Near(expected, averages.Weights);
        Near(fields, averages.VisibleFields);

        // Inputs are sums of at most 13 terms of 0.6 and a field, 17 roundings of numbers below 12, 6e−6, and a
        // magnetisation moves by no more than its input, in five halves: below 2e−5 with what goes on to the next step.
        static void Near(double[] twin, ReadOnlySpan<float> own)
        {
            for (int k = 0; k < twin.Length; k++)
                Chance.Near(twin[k], own[k], 2e-5);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_row_stops_by_itself_where_it_has_converged(int order)
    {
        // Rows with one start each: what becomes of them beside others is what becomes of them alone, and in double
        // precision they stop at the same step.
        const int Rows = 9;
        Rbm machine = New("binary", "binary", 0.5);
        TrainingPlan plan = Plan(order, Rows) with { TapIterations = 6, TapTolerance = 6e-3 };
        Averages(machine, order, plan, 1, out MeanFieldPhase together);
        TapTwin twin = new(machine, order);
        int converged = 0;
        for (int row = 0; row < Rows; row++)
        {
            (double[] v, double[] h) = twin.Start(RowOf(machine, row));
            double moved = 1;
            int steps = 0;
            for (; steps < 6 && moved >= 6e-3; steps++)
                moved = twin.Step(v, h);
            converged += moved < 6e-3 ? 1 : 0;
            for (int i = 0; i < Sites; i++)
                Chance.Near(v[i], together.Visible.Means[row * Sites + i], 2e-5);
            for (int mu = 0; mu < Hidden; mu++)
                Chance.Near(h[mu], together.Hidden.Means[row * Hidden + mu], 2e-5);
        }

        Assert.InRange(converged, 1, Rows - 1);
        Assert.Equal(converged, together.Converged);
        foreach (int threads in (int[])[2, 4, 9])
        {
            Averages(machine, order, plan, threads, out MeanFieldPhase apart);
            Assert.Equal(together.Visible.Means, apart.Visible.Means);
            Assert.Equal(together.Hidden.Means, apart.Hidden.Means);
            Assert.Equal(converged, apart.Converged);
        }
    }

    [Fact]
    public void Persistent_magnetisations_go_on_from_the_last_update_and_others_start_again()
    {
        Rbm machine = New("binary", "spin", 0.4);
        TrainingPlan plan = Plan(2, 5) with { TapIterations = 2 };
        byte[] first = Batch(machine, 5), second = Batch(machine, 5, skipped: 5);
        float[] kept = After(plan with { TapPersistent = true }, first, second), fresh = After(plan, first, second);
        Assert.Equal(After(plan with { TapIterations = 4 }, first), kept);
        Assert.Equal(After(plan, second), fresh);
        Assert.NotEqual(kept, fresh);

        float[] After(TrainingPlan plan, params byte[][] batches)
        {
            MeanFieldPhase phase = new(machine, 2, 5, 1);
            using Team team = new(1);
            foreach (byte[] batch in batches)
                phase.SubtractFrom(machine.Parameters.ZerosLike(), batch, plan, team);
            return [.. phase.Visible.Means, .. phase.Hidden.Means];
        }
    }

    [Theory]
    [InlineData("binary", "binary")]
    [InlineData("spin", "binary")]
    public void Persistent_rows_that_have_become_one_are_what_each_of_them_would_be_alone(string visible, string hidden)
    {
        // Small weights leave one fixed point. Rounding would keep some rows a last bit apart for ever if the weights
        // did not change, as they do in a training. Only rows that do not move at all meet the tolerance.
        const int Rows = 7, Updates = 40;
        Rbm machine = New(visible, hidden, 0.05);
        TrainingPlan plan = Plan(2, Rows) with { TapIterations = 4, TapPersistent = true, TapTolerance = 1e-30 };
        byte[] batch = Batch(machine, Rows);
        int bytes = batch.Length / Rows;
        MeanFieldPhase together = new(machine, 2, Rows, 2);
        MeanFieldPhase[] alone = [.. Enumerable.Range(0, Rows).Select(_ => new MeanFieldPhase(machine, 2, 1, 1))];
        using Team two = new(2), one = new(1);
        List<int> distinct = [];
        for (int update = 0; update < Updates; update++)
        {
            together.SubtractFrom(machine.Parameters.ZerosLike(), batch, plan, two);
            distinct.Add(together.Distinct);
            for (int row = 0; row < Rows; row++)
            {
                byte[] own = batch[(row * bytes)..((row + 1) * bytes)];
                alone[row].SubtractFrom(machine.Parameters.ZerosLike(), own, plan with { BatchSize = 1 }, one);
            }

            Assert.Equal(alone.SelectMany(phase => phase.Visible.Means), together.Visible.Means);
            Assert.Equal(alone.SelectMany(phase => phase.Hidden.Cumulants[1]), together.Hidden.Cumulants[1]);
            Assert.Equal(alone.Sum(phase => phase.Converged), together.Converged);
            foreach (ref float weight in machine.Weights.AsSpan())
                weight *= 1.01f;
        }

        Assert.Equal(Rows, distinct[0]);
        Assert.Contains(distinct, rows => rows is > 1 and < Rows);
        Assert.Equal(1, distinct[^1]);
    }

    [Theory]
    [InlineData(NegativePhase.Tap1, false)]
    [InlineData(NegativePhase.Tap2, true)]
    [InlineData(NegativePhase.Tap3, false)]
    [InlineData(NegativePhase.Tap3, true)]
    public void One_thread_and_several_give_the_same_bits(NegativePhase negative, bool persistent)
    {
        float[] one = Trained(1);
        Assert.Equal(one, Trained(2));
        Assert.Equal(one, Trained(3));
        Assert.All(one, weight => Assert.True(float.IsFinite(weight)));

        float[] Trained(int threads)
        {
            Rbm machine = Rbm.OfSpins(23, 5, 0.3, 1);
            SpinSet data = new IsingRingSampler(23, 0.7).SampleSet(211, 2);
            TrainingPlan plan = Plan(1, 67) with
            {
                NegativePhase = negative,
                TapPersistent = persistent,
                TapTolerance = 0.01,
                LearningRate = 0.1,
                Epochs = 3,
            };
            Trainer.Run(machine, new ShuffledBatches(data, 67, 5), plan, 1, threads);
            return machine.Weights;
        }
    }

    [Fact]
    public void An_update_is_the_data_average_less_that_of_the_model()
    {
        Rbm machine = New("binary", "binary", 0.3), trained = machine.Clone();
        Parameters averages = Averages(machine, 2, Plan(2, 7), 1, out _);
        byte[] batch = Batch(machine, 7);
        Trainer.Run(trained, new OneBatch(batch, 7), Plan(2, 7), 1);

        // The kernel of the data average rounds weights to fixed point: that and 30 roundings of numbers below 1.
        for (int mu = 0; mu < Hidden; mu++)
        {
            double expected = trained.Parameters.HiddenFields[mu] - machine.Parameters.HiddenFields[mu];
            double data = 0;
            for (int row = 0; row < 7; row++)
                data += new TapTwin(machine, 2).Start(RowOf(machine, row)).Hidden[mu] / 7;
            Chance.Near(expected, data - averages.HiddenFields[mu], 1e-5);
        }

        for (int i = 0; i < Sites; i++)
        {
            double mean = Enumerable.Range(0, 7).Average(row => RowOf(machine, row)[i]);
            Chance.Near(trained.Parameters.VisibleFields[i] - machine.Parameters.VisibleFields[i],
                mean - averages.VisibleFields[i], 1e-5);
        }
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("double-well")]
    public void Other_units_are_refused(string hidden)
    {
        Rbm machine = new(new(SpinUnit.Instance, Sites), new(UnitTypes.Parse(hidden), Hidden));
        string message = Assert.Throws<ArgumentException>(
            () => Trainer.Run(machine, new SpinSet(20, Sites), Plan(2, 5), 1)).Message;
        Assert.Equal($"unit = {hidden}, but it should be spin or binary for the TAP equations", message);
    }

    [Fact]
    public void Updates_on_one_thread_allocate_nothing()
    {
        // Some run also allocates what the runtime and static fields keep.
        Assert.Equal(Least(2), Least(40));

        static long Least(int epochs) => Enumerable.Range(0, 4).Min(_ => Allocated(epochs));

        static long Allocated(int epochs)
        {
            Rbm machine = Rbm.OfSpins(23, 2, 0.1, 1);
            var batches = new ShuffledBatches(new IsingRingSampler(23, 0.7).SampleSet(101, 2), 10, 5);
            TrainingPlan plan = Plan(3, 10) with { Epochs = epochs };
            long start = GC.GetAllocatedBytesForCurrentThread();
            Trainer.Run(machine, batches, plan, 3);
            return GC.GetAllocatedBytesForCurrentThread() - start;
        }
    }

    /// <summary>Weights s(0.6 + 0.8 sin(…)), and fields, the biased formula machine: far from any symmetry.</summary>
    private static Rbm New(string visible, string hidden, double s)
    {
        Rbm machine = new(new(UnitTypes.ParseVisible(visible), Sites, true), new(UnitTypes.Parse(hidden), Hidden, true));
        for (int mu = 0; mu < Hidden; mu++)
        {
            for (int i = 0; i < Sites; i++)
                machine.FieldOf(mu)[i] = (float)(s * (0.6 + 0.8 * Math.Sin(1 + 7 * i + 13 * mu + 3 * i * mu)));
            machine.Parameters.HiddenFields[mu] = (float)(-0.5 + 0.6 * Math.Sin(5 * mu + 1));
        }

        for (int i = 0; i < Sites; i++)
            machine.Parameters.VisibleFields[i] = (float)(-0.6 + 0.8 * Math.Cos(3 * i));
        return machine;
    }

    private static TrainingPlan Plan(int order, int batch) => new()
    {
        LearningRate = 1,
        BatchSize = batch,
        Chains = 1,
        GibbsSteps = 1,
        Epochs = 1,
        NegativePhase = NegativePhase.Tap1 + (order - 1),
        TapTolerance = Never,
    };

    private static Parameters Averages(Rbm machine, int order, TrainingPlan plan, int threads, out MeanFieldPhase phase)
    {
        phase = new(machine, order, plan.BatchSize, threads);
        Parameters averages = machine.Parameters.ZerosLike();
        using Team team = new(threads);
        phase.SubtractFrom(averages, Batch(machine, plan.BatchSize), plan, team);
        foreach ((_, float[] values) in averages.All)
        {
            foreach (ref float value in values.AsSpan())
                value = -value;
        }

        return averages;
    }

    /// <summary>Rows with more and more units of the higher value.</summary>
    private static byte[] Batch(Rbm machine, int rows, int skipped = 0)
    {
        int bytes = BitRow.Bytes(Sites);
        byte[] batch = new byte[rows * bytes];
        for (int row = 0; row < rows; row++)
            machine.VisibleLayer.Unit.Encode(
                Array.ConvertAll(RowOf(machine, row + skipped), v => (float)v), batch.AsSpan(row * bytes, bytes));
        return batch;
    }

    private static double[] RowOf(Rbm machine, int row)
    {
        double low = machine.VisibleLayer.Unit.Values![0][0];
        return [.. Enumerable.Range(0, Sites).Select(i => (5 * i + 3 * row) % 14 < row + 2 ? 1 : low)];
    }

    private static double Variance(string unit, double m) => unit == "binary" ? m - m * m : 1 - m * m;

    private static double[] Moved(double[] means, int k, double step)
    {
        double[] moved = [.. means];
        moved[k] += step;
        return moved;
    }

    private static double Derivative(Func<double, double> of) => (of(1e-5) - of(-1e-5)) / 2e-5;

    private static double[] Doubles(float[] values) => Array.ConvertAll(values, value => (double)value);

    private sealed class OneBatch(byte[] rows, int count) : IBatchSource
    {
        public int Sites => MeanFieldPhaseTests.Sites;

        public int RowBytes => rows.Length / count;

        public int BatchSize => count;

        public int BatchesPerEpoch => 1;

        public void BeginEpoch(int epoch)
        {
        }

        public void CopyRows(int batch, int first, int number, Span<byte> target)
            => rows.AsSpan(first * RowBytes, number * RowBytes).CopyTo(target);
    }
}
