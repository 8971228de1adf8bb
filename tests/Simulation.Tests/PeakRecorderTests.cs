using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Training;
using static RbmTheory.Simulation.Tests.Observables.Complaint;

namespace RbmTheory.Simulation.Tests;

public class PeakRecorderTests
{
    private const int Sites = 17, Hidden = 3;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Positions_are_those_of_trackers_fed_by_hand(int every)
    {
        // 5 epochs of 11 updates: 7 goes into neither.
        Rbm machine = Rbm.OfSpins(Sites, Hidden, 0.3, 3);
        var plan = new TrainingPlan { LearningRate = 0.3, BatchSize = 5, Chains = 5, GibbsSteps = 1, Epochs = 5 };
        SpinSet data = new IsingRingSampler(Sites, 1).SampleSet(55, 3);
        var recorder = new PeakRecorder(Sites, Hidden, every);
        var snapshots = new Snapshots();
        Trainer.Run(
            machine, new ShuffledBatches(data, 5, 3), plan, 3, observer: new ObserverList(snapshots, recorder));
        Assert.Equal(Enumerable.Range(1, 55 / every).Select(record => (long)record * every), recorder.Updates);
        for (int mu = 0; mu < Hidden; mu++)
        {
            var tracker = new PeakTracker(Sites);
            List<double> positions = [], concentrations = [];
            foreach (long update in recorder.Updates)
            {
                positions.Add(tracker.Add<float>(snapshots.Weights[(int)update - 1].AsSpan(mu * Sites, Sites)));
                concentrations.Add(tracker.Concentration);
            }

            Assert.Equal(positions, recorder.Positions(mu));
            Assert.Equal(concentrations, recorder.Concentrations(mu));
        }

        // The fields moved, each in its own way.
        Assert.NotEqual(recorder.Positions(0)[0], recorder.Positions(0)[^1]);
        Assert.NotEqual(recorder.Positions(0), recorder.Positions(1));
    }

    [Fact]
    public void A_peak_that_goes_round_is_unwrapped_for_each_unit_by_itself()
    {
        // One weight alone stands exactly at its site, but for what Sin, Cos and Atan2 round: 17/2π × a few 1e−16.
        Rbm machine = Rbm.OfSpins(Sites, 2);
        var recorder = new PeakRecorder(Sites, 2, 1);
        for (int update = 1; update <= 40; update++)
        {
            Array.Clear(machine.Weights);
            machine.FieldOf(0)[5 * update % Sites] = 0.7f;
            machine.FieldOf(1)[(120 - 3 * update) % Sites] = -0.2f;
            recorder.AfterUpdate(update, machine);
        }

        for (int record = 0; record < 40; record++)
        {
            Chance.Near(5 * (record + 1), recorder.Positions(0)[record], 1e-12);
            Chance.Near(117 % Sites - 3 * record, recorder.Positions(1)[record], 1e-12);
            Chance.Near(1, recorder.Concentrations(0)[record], 1e-15);
        }
    }

    [Fact]
    public void A_field_of_zeros_has_no_position_yet()
    {
        var recorder = new PeakRecorder(Sites, 1, 1);
        recorder.AfterUpdate(1, Rbm.OfSpins(Sites, 1));
        Assert.Equal([double.NaN], recorder.Positions(0));
        Assert.Equal([double.NaN], recorder.Concentrations(0));
    }

    [Fact]
    public void Nothing_is_allocated_but_the_growth_of_the_lists()
    {
        // A list doubles: from 128 entries to 256, so that records 129 to 200 fit.
        Rbm machine = Rbm.OfSpins(Sites, Hidden, 0.3, 3);
        var recorder = new PeakRecorder(Sites, Hidden, 2);
        for (int update = 1; update <= 258; update++)
            recorder.AfterUpdate(update, machine);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int update = 259; update <= 400; update++)
            recorder.AfterUpdate(update, machine);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(200, recorder.Updates.Count);
    }

    [Fact]
    public void Observers_of_a_list_are_called_in_turn_after_updates_and_epochs()
    {
        List<string> calls = [];
        var list = new ObserverList(new Caller("a", calls), new Caller("b", calls));
        Rbm machine = Rbm.OfSpins(Sites, 1);
        list.AfterUpdate(7, machine);
        list.AfterEpoch(2, machine);
        Assert.Equal(["a update 7", "b update 7", "a epoch 2", "b epoch 2"], calls);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Says("every = 0, but it should be at least 1", () => new PeakRecorder(Sites, 1, 0));
        Says("hidden = 0, but it should be at least 1", () => new PeakRecorder(Sites, 0, 1));
        Says("sites = 2, but it should be at least 3", () => new PeakRecorder(2, 1, 1));
        Says("mu = 2, but it should be in [0, 1]", () => new PeakRecorder(Sites, 2, 1).Positions(2));
        Says("machine.Hidden = 2, but it should be exactly 3", () =>
        {
            new PeakRecorder(Sites, 3, 1).AfterUpdate(1, Rbm.OfSpins(Sites, 2));
            return new object();
        });
    }

    private sealed class Snapshots : ITrainingObserver
    {
        public List<float[]> Weights { get; } = [];

        public void AfterUpdate(long update, Rbm machine) => Weights.Add([.. machine.Weights]);
    }

    private sealed class Caller(string name, List<string> calls) : ITrainingObserver
    {
        public void AfterUpdate(long update, Rbm machine) => calls.Add($"{name} update {update}");

        public void AfterEpoch(int epoch, Rbm machine) => calls.Add($"{name} epoch {epoch}");
    }
}
