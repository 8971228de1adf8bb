using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Tests.Kernels;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.Tests;

public class TrainerTests
{
    [Theory]
    [InlineData(5, 1)]
    [InlineData(7, 1)]
    [InlineData(5, 2)]
    [InlineData(7, 2)]
    [InlineData(5, 3)]
    [InlineData(7, 3)]
    public void One_update_is_the_difference_of_two_enumerated_derivatives(int sites, int hidden)
    {
        // v tanh I is the derivative of log Σ_h e^{−E}; the update must be its mean over the batch less that over the
        // chains as they stand after the Gibbs steps. Single precision: tanh I is off by (N Σ|w| + 2) 2^−24 <
        // 40 × 2^−24, the sum of n terms of modulus ≤ 1 and its division by (n + 1) 2^−24 of the mean, the update by 2
        // × 2^−24; n = 41 and 37. Central differences of step 1e−4 add 1.5e−8 for each term.
        const int Batch = 41, Chains = 37;
        const double Tolerance = (40 + 42 + 40 + 38 + 2) / (double)(1 << 24) + 3e-8;
        Rbm machine = Rbm.OfSpins(sites, hidden, 0.5, 8);
        double[] before = Enumeration.Doubles(machine);
        SpinSet data = new IsingRingSampler(sites, 0.9).SampleSet(Batch, 4);
        PersistentChains chains = Trainer.Run(
            machine, new ShuffledBatches(data, Batch, 1), Plan(rate: 1, Batch, Chains, steps: 2), seed: 3).Chains;
        double[] batchLaw = Enumeration.Frequencies(data), chainLaw = new double[1 << sites];
        for (int chain = 0; chain < Chains; chain++)
            chainLaw[Enumeration.Index(chains.Row(chain))] += 1.0 / Chains;
        double[] expected = Enumeration.Differences(
            w => Enumeration.States(sites).Sum(
                v => (batchLaw[v] - chainLaw[v]) * Enumeration.LogHiddenSum(w, sites, v)),
            before, 1e-4);
        for (int i = 0; i < expected.Length; i++)
            Chance.Near(expected[i], machine.Weights[i] - before[i], Tolerance);
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(7, 2)]
    [InlineData(5, 3)]
    public void The_mean_update_is_the_gradient_of_the_enumerated_likelihood(int sites, int hidden)
    {
        // 100 000 independent chains at equilibrium; |v tanh I| ≤ 1 bounds the error of each component by 1/√chains.
        const int Batch = 29, Chains = 100_000;
        Rbm machine = Rbm.OfSpins(sites, hidden, 0.4, 9);
        double[] before = Enumeration.Doubles(machine);
        SpinSet data = new IsingRingSampler(sites, 1.2).SampleSet(Batch, 4);
        Trainer.Run(machine, new ShuffledBatches(data, Batch, 1), Plan(rate: 1, Batch, Chains, steps: 40), seed: 5);
        double[] frequencies = Enumeration.Frequencies(data);
        double[] gradient = Enumeration.Differences(
            w => Enumeration.LogLikelihood(w, sites, frequencies), before, 1e-4);
        Assert.True(gradient.Max(Math.Abs) > 20 / Math.Sqrt(Chains), "the gradient is lost in the noise");
        for (int i = 0; i < gradient.Length; i++)
            Chance.Near(gradient[i], machine.Weights[i] - before[i], Chance.Sigmas / Math.Sqrt(Chains));
    }

    [Fact]
    public void Training_settles_at_the_fixed_point_of_the_exact_gradient()
    {
        // Infinite data, M = 1: ⟨v_i tanh I⟩_Ising = tanh w_i. H is minus the Jacobian of the gradient there, λ its
        // smallest eigenvalue. Each update has noise of variance ≤ σ² = 1/batch + 1/chains per component, uncorrelated
        // in time (one Gibbs step of M = 1 renews v tanh I), so the mean of T updates is off by σ/(λ√T). The spread of
        // the weights, νσ²/(2λ) a mode, shifts the mean by at most half of the second derivatives (≤ 0.77 twice, over N
        // modes) over λ.
        const int Sites = 7, Size = 50, Updates = 200_000, Skipped = 30_000;
        const double Rate = 0.002, Beta = 0.8;
        var machine = Rbm.OfSpins(Sites, 1);
        machine.FieldOf(0).Fill(0.3f);
        var average = new WeightAverage(Skipped);
        TrainingPlan plan = Plan(Rate, Size, Size, steps: 1) with { Epochs = Skipped + Updates };
        Trainer.Run(machine, new FreshIsingBatches(new IsingRingSampler(Sites, Beta), Size, 1, 2), plan, 6, 1, average);

        double[] law = Enumeration.IsingRing(Sites, Beta);
        double[] fixedPoint = FixedPoint(law, Sites);
        double lambda = SmallestEigenvalue(law, fixedPoint);
        Assert.True(Math.Exp(-Rate * lambda * Skipped) < 1e-4, "the start is not forgotten");
        double variance = 2.0 / Size;
        double bias = 0.77 * Sites * Rate * variance / (2 * lambda) / lambda;
        double tolerance = Chance.Sigmas * Math.Sqrt(variance / Updates) / lambda + bias;
        Assert.True(tolerance < 0.03 * fixedPoint[0], $"a tolerance of {tolerance} tells nothing");
        for (int i = 0; i < Sites; i++)
            Chance.Near(fixedPoint[i], average.Mean[i], tolerance);
        Assert.Equal(Updates, average.Count);
    }

    [Theory]
    [InlineData(67, 71)]
    [InlineData(10, 200)]
    public void One_thread_and_several_give_the_same_bits(int batch, int chains)
    {
        float[] one = Trained(1, 3), other = Trained(1, 4);
        Assert.Equal(one, Trained(2, 3));
        Assert.Equal(one, Trained(5, 3));
        Assert.NotEqual(one, other);

        float[] Trained(int threads, ulong seed)
        {
            Rbm machine = Rbm.OfSpins(23, 3, 0.1, 1);
            SpinSet data = new IsingRingSampler(23, 0.7).SampleSet(211, 2);
            TrainingPlan plan = Plan(0.01, batch, chains, steps: 3) with { Epochs = 7 };
            Trainer.Run(machine, new ShuffledBatches(data, batch, 5), plan, seed, threads);
            return machine.Weights;
        }
    }

    [Fact]
    public void Contrastive_chains_start_from_the_batch_of_the_update()
    {
        // Weights 30 on the diagonal: h = v and v = h but for a chance of e^−60 a spin, so that chains stay where they
        // start. 13 chains take the 5 rows of the batch in turn.
        const int Sites = 7, Batch = 5, Chains = 13;
        Rbm machine = Rbm.OfSpins(Sites, Sites);
        for (int i = 0; i < Sites; i++)
            machine.FieldOf(i)[i] = 30;
        SpinSet data = new IsingRingSampler(Sites, 0.3).SampleSet(31, 4);
        var batches = new ShuffledBatches(data, Batch, 8);
        TrainingPlan plan = Plan(1e-6, Batch, Chains, steps: 3) with { NegativePhase = NegativePhase.Contrastive };
        PersistentChains chains = Trainer.Run(machine, batches, plan, 3).Chains;
        byte[] expected = new byte[1];
        for (int chain = 0; chain < Chains; chain++)
        {
            batches.CopyRows(batches.BatchesPerEpoch - 1, chain % Batch, 1, expected);
            Assert.Equal(expected, chains.Row(chain).ToArray());
        }
    }

    [Fact]
    public void A_final_rate_changes_the_rate_by_equal_steps()
    {
        TrainingPlan plan = Plan(0.4, 10, 7, steps: 2) with { Epochs = 4, FinalLearningRate = 0.1 };
        double[] rates = [.. Enumerable.Range(0, 4).Select(plan.LearningRateAt)];
        for (int epoch = 0; epoch < 4; epoch++)
            Chance.Near(0.4 - 0.1 * epoch, rates[epoch], 1e-15);

        Trainer scheduled = New(plan), phases = New(plan with { FinalLearningRate = null, Epochs = 1 });
        scheduled.Run();
        for (int epoch = 0; epoch < 4; epoch++)
        {
            phases.Plan = plan with { LearningRate = rates[epoch], FinalLearningRate = null, Epochs = epoch + 1 };
            phases.Run();
        }

        Assert.Equal(scheduled.Machine.Weights, phases.Machine.Weights);

        static Trainer New(TrainingPlan plan) => new(Rbm.OfSpins(13, 2, 0.1, 1),
            new ShuffledBatches(new IsingRingSampler(13, 0.7).SampleSet(53, 2), 10, 5), plan, 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void An_update_by_hand_with_its_chunks_in_another_order_has_the_same_bits(int hidden)
    {
        const int Batch = 71, Chains = 101;
        SpinSet data = new IsingRingSampler(23, 0.7).SampleSet(Batch, 2);
        Rbm trained = Rbm.OfSpins(23, hidden, 0.3, 1), byHand = trained.Clone();
        var batches = new ShuffledBatches(data, Batch, 5);
        Trainer.Run(trained, batches, Plan(1, Batch, Chains, steps: 3), 3);

        IKernel kernel = KernelFor.Machine(byHand, 1);
        var chains = new PersistentChains(Chains, byHand.VisibleLayer, 3);
        Parameters gradient = byHand.Parameters.ZerosLike();
        byte[] rows = new byte[Batch * data.RowBytes];
        float[] batchMeans = new float[Batch * kernel.MeanWidth], chainMeans = new float[Chains * kernel.MeanWidth];
        kernel.Prepare();
        batches.CopyRows(0, 0, Batch, rows);
        foreach (int chunk in new[] { 2, 0, 3, 1 })
        {
            // 101 chains are chunks of 24, 28, 24 and 25; 71 rows are three of 24, the last of 23.
            Span<byte> own = chains.ChunkOf(chunk);
            int count = own.Length / data.RowBytes, start = new[] { 0, 24, 52, 76 }[chunk];
            Assert.Equal(new[] { 24, 28, 24, 25 }[chunk], count);
            kernel.Move(own, count, 3, chains.RandomOf(chunk), 0);
            kernel.HiddenMeans(own, count, -1f / Chains, chainMeans.AsSpan(start * hidden), 0);
            if (chunk == 3)
                continue;
            kernel.HiddenMeans(rows.AsSpan(24 * chunk * data.RowBytes), chunk == 2 ? 23 : 24, 1f / Batch,
                batchMeans.AsSpan(24 * chunk * hidden), 0);
        }

        for (int block = kernel.Schedule.GradientBlocks - 1; block >= 0; block--)
        {
            kernel.AddGradient(rows, Batch, 1f / Batch, batchMeans, gradient, block);
            kernel.AddGradient(chains.Rows, Chains, -1f / Chains, chainMeans, gradient, block);
        }

        for (int i = 0; i < byHand.Weights.Length; i++)
            byHand.Weights[i] += gradient.Weights[i];
        Assert.Equal(trained.Weights, byHand.Weights);
    }

    [Fact]
    public void A_run_cut_in_two_is_the_same_as_one()
    {
        SpinSet data = new IsingRingSampler(13, 0.7).SampleSet(53, 2);
        TrainingPlan plan = Plan(0.01, 10, 7, steps: 2) with { Epochs = 6 };
        Rbm whole = Rbm.OfSpins(13, 2, 0.1, 1), parts = whole.Clone();
        Trainer.Run(whole, new ShuffledBatches(data, 10, 5), plan, 3);
        Trainer trainer = Trainer.Run(parts, new ShuffledBatches(data, 10, 5), plan with { Epochs = 2 }, 3);
        trainer.Plan = plan;
        trainer.Run();
        Assert.Equal(whole.Weights, parts.Weights);
    }

    [Fact]
    public void Updates_on_one_thread_allocate_nothing()
    {
        // The first run also allocates what the runtime and static fields keep.
        Allocated(2);
        Assert.Equal(Allocated(2), Allocated(40));

        static long Allocated(int epochs)
        {
            Rbm machine = Rbm.OfSpins(23, 2, 0.1, 1);
            var batches = new ShuffledBatches(new IsingRingSampler(23, 0.7).SampleSet(101, 2), 10, 5);
            TrainingPlan plan = Plan(0.01, 10, 40, steps: 1) with { Epochs = epochs };
            long start = GC.GetAllocatedBytesForCurrentThread();
            Trainer.Run(machine, batches, plan, 3);
            return GC.GetAllocatedBytesForCurrentThread() - start;
        }
    }

    [Fact]
    public void Cancelling_stops_between_two_updates_and_observers_see_every_epoch()
    {
        using var source = new CancellationTokenSource();
        var observer = new Recorder(epoch =>
        {
            if (epoch == 3)
                source.Cancel();
        });
        var machine = Rbm.OfSpins(11, 1, 0.1, 1);
        var batches = new ShuffledBatches(new SpinSet(20, 11), 10, 5);
        TrainingPlan plan = Plan(0.01, 10, 3, steps: 1) with { Epochs = 10 };
        Assert.Throws<OperationCanceledException>(
            () => Trainer.Run(machine, batches, plan, 3, 1, observer, source.Token));
        Assert.Equal([1, 2, 3], observer.Epochs);
        Assert.Equal(observer.Last, machine.Weights);
    }

    [Fact]
    public void The_average_is_the_mean_of_the_weights_it_was_given()
    {
        var average = new WeightAverage(skippedEpochs: 2);
        Rbm[] machines = Enumerable.Range(0, 5).Select(k => Rbm.OfSpins(5, 3, 1, (ulong)k)).ToArray();
        for (int epoch = 1; epoch <= 5; epoch++)
            average.AfterEpoch(epoch, machines[epoch - 1]);
        Assert.Equal(3, average.Count);
        for (int i = 0; i < 15; i++)
            Chance.Near(machines.Skip(2).Average(m => (double)m.Weights[i]), average.Mean[i], 1e-14);
    }

    private static TrainingPlan Plan(double rate, int batch, int chains, int steps)
        => new() { LearningRate = rate, BatchSize = batch, Chains = chains, GibbsSteps = steps, Epochs = 1 };

    private static double[] ExactGradientOf(double[] law, double[] weights)
    {
        int sites = weights.Length;
        double[] gradient = Array.ConvertAll(weights, w => -Math.Tanh(w));
        for (int v = 0; v < law.Length; v++)
        {
            double mean = law[v] * Math.Tanh(Enumerable.Range(0, sites).Sum(i => weights[i] * Enumeration.Spin(v, i)));
            for (int i = 0; i < sites; i++)
                gradient[i] += mean * Enumeration.Spin(v, i);
        }

        return gradient;
    }

    private static double[] FixedPoint(double[] law, int sites)
    {
        double[] weights = Enumerable.Repeat(0.3, sites).ToArray();
        for (int step = 0; step < 500; step++)
        {
            double[] gradient = ExactGradientOf(law, weights);
            for (int i = 0; i < sites; i++)
                weights[i] += gradient[i];
        }

        Assert.True(ExactGradientOf(law, weights).Max(Math.Abs) < 1e-8);
        return weights;
    }

    private static double SmallestEigenvalue(double[] law, double[] at)
    {
        Matrix<double> minusJacobian = Matrix<double>.Build.Dense(at.Length, at.Length);
        for (int i = 0; i < at.Length; i++)
        {
            double[] row = Enumeration.Differences(w => -ExactGradientOf(law, w)[i], at, 1e-4);
            minusJacobian.SetRow(i, row);
        }

        return (minusJacobian + minusJacobian.Transpose()).Divide(2).Evd().EigenValues.Min(z => z.Real);
    }

    private sealed class Recorder(Action<int> then) : ITrainingObserver
    {
        public List<int> Epochs { get; } = [];

        public float[] Last { get; private set; } = [];

        public void AfterEpoch(int epoch, Rbm machine)
        {
            Epochs.Add(epoch);
            Last = [.. machine.Weights];
            then(epoch);
        }
    }
}
