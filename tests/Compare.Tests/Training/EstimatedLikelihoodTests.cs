using System.Globalization;
using System.Text.Json.Nodes;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;

namespace RbmTheory.Compare.Tests.Training;

/// <summary>Machines of two modes: what is said of log Z holds, or a warning is there.</summary>
public sealed class EstimatedLikelihoodTests : IDisposable
{
    private const int Sites = 40, Samples = 200;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void On_two_opposite_modes_the_exact_value_is_in_the_interval_or_a_warning_is_there(bool fields)
    {
        int good = 0;
        foreach (int seed in (int[])[1, 2, 3])
        {
            LoadedMachine loaded = Train(fields, seed);
            TrainingData data = TrainingData.Load(loaded.Run!.Settings);
            double exact = ExactLikelihood.LogPartition(loaded.Machine);
            Dictionary<string, double> numbers = EstimatedLikelihood.Of(loaded.Machine,
                Snapshots.In(loaded.Folder, loaded.Machine, Assert.Fail), loaded.Chains,
                data.TrainingRows(Samples, 1), data.TrainingRows(Samples, 1), null, new(400, 50, (ulong)seed, 2), default);

            // The bound is rigorous; of single precision nothing is in it.
            Assert.True(numbers["logPartitionBound"] <= exact + 1e-9, $"the bound is {numbers["logPartitionBound"]}, log Z {exact}");
            Assert.True(numbers["trainLogLikelihoodAtMost"] >= numbers["trainLogWeight"] - exact - 1e-9);
            if (!numbers.TryGetValue("trainTemperedLogLikelihood", out double logLikelihood))
            {
                Assert.NotEmpty(EstimateDoubts.Of(numbers));
                continue;
            }

            // The error is from 32 ladders: four of it are left by chance once in 3000 estimates.
            double error = numbers["logPartitionTemperedError"];
            Assert.InRange(logLikelihood, numbers["trainLogWeight"] - exact - 4 * error, numbers["trainLogWeight"] - exact + 4 * error);
            Assert.InRange(error, 1e-4, 0.5);
            good++;

            double forward = numbers["logPartitionForward"], reverse = numbers["logPartitionReverse"];
            if (EstimateDoubts.Of(numbers).Count == 0)
                Assert.InRange(exact, forward - 4 * numbers["logPartitionForwardError"], reverse + 4 * numbers["logPartitionReverseError"]);
        }

        Assert.True(good >= 2, $"{good} of three estimates are said to be good");
    }

    [Fact]
    public void Data_of_one_mode_do_not_hide_the_other()
    {
        // The run knows both, whatever it is asked about; a file of the machine is asked alone and has to name the other
        // mode itself, or to say that its estimates miss the bound.
        LoadedMachine loaded = Train(fields: true, seed: 1);
        TrainingData data = TrainingData.Load(loaded.Run!.Settings);
        IDataSet both = data.TrainingRows(Samples, 1);
        byte[] first = new byte[both.RowBytes];
        both.CopyRow(0, first);
        SpinSet one = new(1, Sites);
        one.Write(0, first);
        double exact = ExactLikelihood.LogPartition(loaded.Machine);
        foreach (IDataSet known in (IDataSet[])[both, one])
        {
            Dictionary<string, double> numbers = EstimatedLikelihood.Of(
                loaded.Machine, [], default, known, one, null, new(400, 50, 1, 2), default);
            if (numbers.ContainsKey("trainTemperedLogLikelihood"))
            {
                double error = numbers["logPartitionTemperedError"];
                Assert.InRange(numbers["logPartitionTempered"], exact - 4 * error, exact + 4 * error);
            }
            else
            {
                Assert.NotEmpty(EstimateDoubts.OfTempering(numbers));
            }
        }
    }

    [Fact]
    public void A_training_says_what_it_found_where_no_side_can_be_summed()
    {
        // 2^23 states on the smaller side, weak weights.
        Reply reply = Trained("23", "29", "100");
        JsonNode numbers = JsonNode.Parse(reply.Output)!["numbers"]!;
        double tempered = (double)numbers["logPartitionTempered"]!, error = (double)numbers["logPartitionTemperedError"]!;
        double forward = (double)numbers["logPartitionForward"]!, reverse = (double)numbers["logPartitionReverse"]!;
        double errors = Math.Sqrt(Math.Pow((double)numbers["logPartitionForwardError"]!, 2)
            + Math.Pow((double)numbers["logPartitionReverseError"]!, 2) + error * error);
        Assert.InRange(forward - reverse, -6 * errors, 6 * errors);
        Assert.InRange(forward - tempered, -6 * errors, 6 * errors);
        Assert.InRange(errors, 1e-6, 0.2);
        Assert.True((double)numbers["logPartitionBound"]! < tempered);
        Assert.Equal("", reply.Errors);

        // Log-likelihoods lie between that of independent fair spins, a little less, and 0.
        Assert.InRange((double)numbers["trainTemperedLogLikelihood"]!, -23 * Math.Log(2) - 1, 0);
        Assert.NotNull(numbers["testTemperedLogLikelihood"]);
        Assert.Null(numbers["trainAnnealedLogLikelihood"]);
    }

    [Fact]
    public void Nothing_is_estimated_where_the_states_can_be_summed_or_no_steps_are_asked_for()
    {
        Assert.Null(JsonNode.Parse(Trained("23", "3", "200").Output)!["numbers"]!["logPartitionForward"]);
        Assert.Null(JsonNode.Parse(Trained("23", "29", "0").Output)!["numbers"]!["logPartitionForward"]);
    }

    private static Reply Trained(string sites, string hidden, string steps)
    {
        Reply reply = Rbm.Run("train", "--sites", sites, "--hidden", hidden, "--samples", "100", "--beta", "0.5", "--epochs", "2",
            "--chains", "50", "--batch", "50", "--rate", "0.05", "--annealing", steps, "--json");
        Assert.Equal(0, reply.Code);
        return reply;
    }

    /// <summary>A machine trained as users do, too fast and with few chains, on two templates, one the opposite of the
    /// other, every unit of which is wrong with probability 0.05.</summary>
    private LoadedMachine Train(bool fields, int seed)
    {
        Random random = new(seed);
        bool[] template = [.. Enumerable.Range(0, Sites).Select(_ => random.Next(2) == 1)];
        string data = _folder[$"{seed}.csv"], run = _folder[$"run-{seed}"];
        File.WriteAllLines(data, Enumerable.Range(0, Samples).Select(_ =>
        {
            bool isOpposite = random.Next(2) == 1;
            return string.Join(',', template.Select(x => x ^ isOpposite ^ random.NextDouble() < 0.05 ? 1 : 0));
        }));
        string[] words = ["train", "--data", data, "--hidden", "12", "--rate", "0.1", "--epochs", "40", "--seed",
            seed.ToString(CultureInfo.InvariantCulture), "--out", run];
        Assert.Equal(0, Rbm.Run(fields ? [.. words, "--fields"] : words).Code);
        return LoadedMachine.Open(run, Assert.Fail);
    }
}
