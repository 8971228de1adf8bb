using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;
using RbmTheory.Theory.MeanField;
using Machine = RbmTheory.Simulation.Machines.Rbm;

namespace RbmTheory.Compare.Tests.Training;

/// <summary>Trainings by extended mean field: against the theory, which is written apart, and as runs that verbs
/// read.</summary>
public sealed class TapTrainingTests : IDisposable
{
    private static readonly string[] Words =
    [
        "train", "--data", "ising:sites=13,beta=0.8,samples=70", "--hidden", "3", "--batch", "9", "--rate", "0.1", "--deviation",
        "0.3", "--fields", "--visible", "binary", "--hidden-units", "binary",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(NegativePhase.Tap1, "binary", "binary")]
    [InlineData(NegativePhase.Tap2, "binary", "binary")]
    [InlineData(NegativePhase.Tap3, "binary", "binary")]
    [InlineData(NegativePhase.Tap2, "spin", "spin")]
    [InlineData(NegativePhase.Tap3, "spin", "spin")]
    [InlineData(NegativePhase.Tap3, "binary", "spin")]
    public void The_model_term_is_that_of_the_fixed_point_which_theory_finds(
        NegativePhase negative, string visible, string hidden)
    {
        const int Sites = 11, Hidden = 5;
        Machine machine = new(new(UnitTypes.ParseVisible(visible), Sites, true), new(UnitTypes.Parse(hidden), Hidden, true));
        machine.Randomize(0.15, 7);
        for (int i = 0; i < Sites; i++)
            machine.Parameters.VisibleFields[i] = (float)(-0.6 + 0.8 * Math.Cos(3 * i));
        for (int mu = 0; mu < Hidden; mu++)
            machine.Parameters.HiddenFields[mu] = (float)(0.5 + 0.6 * Math.Sin(5 * mu + 1));
        TwoStateMachine theory = Of(machine);
        TrainingPlan plan = new()
        {
            LearningRate = 1,
            BatchSize = 1,
            Chains = 1,
            GibbsSteps = 1,
            Epochs = 1,
            NegativePhase = negative,
            TapIterations = 300,
            TapTolerance = 1e-30,
        };
        Trainer.Run(machine, new SpinSet(1, Sites), plan, 1);
        TwoStateMachine after = Of(machine);

        int order = negative - NegativePhase.Tap1 + 1;
        TapSolution solution = TapSolution.Find(theory, order);
        Assert.True(solution.Converged);
        double[,] model = new TapFreeEnergy(theory, order).Correlations(solution.Visible, solution.Hidden);
        double low = theory.VisibleUnit.Low;
        for (int mu = 0; mu < Hidden; mu++)
        {
            // A row of no set bits: every unit has its lower value. The data average of the kernel has weights in fixed
            // point and both have single precision, some 20 roundings of numbers below 4: 20 · 2^−22, and twice for the way
            // of a rounding through the other side and back.
            double data = theory.HiddenUnit.Mean(theory.HiddenFields[mu] + (low * Enumerable.Range(0, Sites).Sum(i => theory.Weights[i, mu])));
            Assert.Equal(data - solution.Hidden[mu], after.HiddenFields[mu] - theory.HiddenFields[mu], 1e-5);
            for (int i = 0; i < Sites; i++)
                Assert.Equal((low * data) - model[i, mu], after.Weights[i, mu] - theory.Weights[i, mu], 1e-5);
        }

        for (int i = 0; i < Sites; i++)
            Assert.Equal(low - solution.Visible[i], after.VisibleFields[i] - theory.VisibleFields[i], 1e-5);
    }

    [Fact]
    public void Orders_and_settings_of_the_iteration_have_an_effect()
    {
        string[][] all =
        [
            ["tap1"], ["tap2"], ["tap3"], ["tap2", "--tap-iterations", "3"], ["tap2", "--tap-tolerance", "0.05"],
            ["tap2", "--tap-persistent"],
        ];
        Assert.Equal(all.Length, all.Select(words => Bits(["--epochs", "3", "--negative", .. words])).Distinct().Count());
        Assert.Equal(Bits("--epochs", "3", "--negative", "tap2"),
            Bits("--epochs", "3", "--negative", "tap2", "--tap-iterations", "10", "--tap-tolerance", "1e-6"));
    }

    [Theory]
    [InlineData("--negative", "tap2")]
    [InlineData("--negative", "tap3", "--tap-persistent", "--tap-iterations", "2")]
    public void A_run_that_goes_on_ends_like_one_never_stopped(params string[] words)
    {
        string[] whole = [.. Words, "--epochs", "6", .. words], part = [.. Words, "--epochs", "4", .. words];
        Assert.Equal(0, Rbm.Run([.. whole, "--out", _folder["whole"]]).Code);
        Assert.Equal(0, Rbm.Run([.. part, "--out", _folder["run"]]).Code);
        Assert.Equal(0, Rbm.Run("train", "--resume", _folder["run"], "--epochs", "6").Code);
        Assert.Equal(File.ReadAllBytes(_folder["whole", "result.npz"]), File.ReadAllBytes(_folder["run", "result.npz"]));
        Assert.Contains("--tap-persistent", Assert.Single(Rbm.Run([.. whole.Where(word => word != "--tap-persistent"),
            .. words.Contains("--tap-persistent") ? Array.Empty<string>() : ["--tap-persistent"], "--out", _folder["run"]]).ErrorLines),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Other_verbs_read_such_a_run_and_know_that_it_has_no_chains()
    {
        string run = _folder["run"];
        Assert.Equal(0, Rbm.Run([.. Words, "--epochs", "2", "--negative", "tap2", "--tap-persistent", "--out", run]).Code);
        string[][] all =
        [
            ["inspect", run, "--shape", "1x13"], ["likelihood", run], ["compare", run], ["spectrum", run],
            ["sample", run, "--samples", "20", "--out", _folder["s.npy"]], ["theory", "tap", run],
            ["export", run, "--format", "npz", _folder["m.npz"]], ["export", run, "--format", "rbms", _folder["m.h5"]],
        ];
        foreach (string[] words in all)
        {
            Reply reply = Rbm.Run(words);
            Assert.True(reply.Code == 0, $"{words[0]}: {reply.Errors}");
            Assert.DoesNotContain("Chains of the training", reply.Output, StringComparison.Ordinal);
        }

        Reply chains = Rbm.Run("sample", run, "--samples", "20", "--start", "chains", "--out", _folder["c.npy"]);
        Assert.Equal(2, chains.Code);
        Assert.Contains("keeps no chains", Assert.Single(chains.ErrorLines), StringComparison.Ordinal);
    }

    private string Bits(params string[] words)
    {
        string folder = _folder[Guid.NewGuid().ToString()];
        Reply reply = Rbm.Run([.. Words, .. words, "--out", folder]);
        Assert.True(reply.Code == 0, reply.Errors);
        return Convert.ToHexString(File.ReadAllBytes(Path.Combine(folder, "result.npz")));
    }

    private static TwoStateMachine Of(Machine machine)
    {
        double[,] weights = new double[machine.Sites, machine.Hidden];
        for (int mu = 0; mu < machine.Hidden; mu++)
        {
            for (int i = 0; i < machine.Sites; i++)
                weights[i, mu] = machine.FieldOf(mu)[i];
        }

        return new(Of(machine.VisibleLayer.Unit), Of(machine.HiddenLayer.Unit), weights,
            Array.ConvertAll(machine.Parameters.VisibleFields, a => (double)a),
            Array.ConvertAll(machine.Parameters.HiddenFields, b => (double)b));

        static TwoStateUnit Of(IUnit unit) => unit is SpinUnit ? TwoStateUnit.Spin : TwoStateUnit.Binary;
    }
}
