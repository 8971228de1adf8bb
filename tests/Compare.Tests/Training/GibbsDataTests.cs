using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Compare.Tests.Training;

public sealed class GibbsDataTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ising:sites=11,couplings=1/0.5", "ising:sites=11,beta=1,samples=10000,couplings=1/0.5,sampler=gibbs")]
    [InlineData("ising:sampler=gibbs,sites=11", "ising:sites=11,beta=1,samples=10000,sampler=gibbs")]
    [InlineData("ising:sampler=exact,sites=11,couplings=1.0", "ising:sites=11,beta=1,samples=10000")]
    [InlineData("ising:couplings=+.5,fresh=true", "ising:sites=100,beta=1,samples=10000,fresh=true,couplings=0.5")]
    [InlineData("xy:couplings=-1/-0/1e-1", "xy:sites=100,colours=10,beta=1,samples=10000,couplings=-1/0/0.1,sampler=gibbs")]
    public void A_text_has_one_spelling(string text, string spelling)
    {
        Assert.Equal(spelling, DataSpec.Parse(text).ToString());
        Assert.Equal(DataSpec.Parse(text), DataSpec.Parse(spelling));
    }

    [Theory]
    [InlineData("ising:couplings=1/0.5,sampler=exact", "sampler = exact, but it should be gibbs where there are several couplings")]
    [InlineData("ising:fresh=true,sampler=gibbs", "fresh = true, but it should be left out where the sampler is gibbs")]
    [InlineData("ising:fresh=true,couplings=1/1", "fresh = true, but it should be left out where the sampler is gibbs")]
    [InlineData("xy:fresh=true,sampler=gibbs", "'fresh=true', but it should be one of sites, colours")]
    [InlineData("ising:sites=5,couplings=1/2/3", "couplings = 1/2/3, but it should be at most 2 numbers")]
    [InlineData("ising:couplings=-1", "couplings = -1, but it should be above 0 where the sampler is exact")]
    [InlineData("ising:couplings=0/-0", "couplings = 0/0, but it should not be 0 throughout")]
    [InlineData("ising:couplings=", "couplings = , but it should be numbers in [-10, 10] with / between them")]
    [InlineData("ising:couplings=1//2", "couplings = 1//2, but it should be numbers")]
    [InlineData("ising:couplings=1/NaN", "couplings = 1/NaN, but it should be numbers")]
    [InlineData("xy:couplings=1/10.1", "couplings = 1/10.1, but it should be numbers")]
    [InlineData("ising:sampler=Gibbs", "sampler = Gibbs, but it should be exact or gibbs")]
    [InlineData("ising:sampler=gibbs,sampler=gibbs", "sampler is given twice")]
    public void What_does_not_go_together_is_refused_in_one_line(string text, string reason)
    {
        Reply reply = Rbm.Run("train", "--data", text);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.StartsWith($"rbm: --data = {text}: {reason}", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_the_ends_of_chains_of_the_couplings_times_beta()
    {
        // 0.5 × (1, 0.5) without rounding.
        TrainingData ising = Load("ising:sites=13,beta=0.5,samples=7,couplings=1/0.5");
        GibbsSampler spins = GibbsSampler.Ising(13, [0.5, 0.25]);
        CheckRows(spins.SampleSpins(7, 3, new GibbsPlan()), ising.TrainingRows(7, 3));
        CheckRows(spins.SampleSpins(5, 3, new GibbsPlan(), StreamPurpose.TestData), ising.TestRows(5, 3)!);
        GibbsTrace trace = spins.Trace(50_000, 1000, 3);
        Assert.Equal(trace.OfLogWeights(), ising.Autocorrelation!.LogWeights);
        Assert.Equal(trace.OfMagnetisations(), ising.Autocorrelation.Magnetisations);
        Assert.Null(ising.Autocorrelation.Warning);

        TrainingData xy = Load("xy:sites=7,colours=3,beta=0.5,samples=5,sampler=gibbs");
        GibbsSampler colours = new(7, [0.5], ColourKernel.Xy(3));
        CheckRows(colours.SampleSet(5, 3, new GibbsPlan()), xy.TrainingRows(5, 3));
    }

    [Fact]
    public void One_coupling_of_exact_samples_multiplies_beta()
    {
        foreach (string kind in (string[])["ising:sites=13", "xy:sites=13,colours=5"])
        {
            TrainingData half = Load($"{kind},beta=1,samples=11,couplings=0.5");
            CheckRows(Load($"{kind},beta=0.5,samples=11").TrainingRows(11, 3), half.TrainingRows(11, 3));
            Assert.Null(half.Autocorrelation);
        }

        byte[] one = new byte[22], other = new byte[22];
        Load("ising:sites=13,beta=0.5,samples=11,fresh=true").Batches(11, 3).CopyRows(0, 0, 11, one);
        Load("ising:sites=13,beta=1,samples=11,fresh=true,couplings=0.5").Batches(11, 3).CopyRows(0, 0, 11, other);
        Assert.Equal(one, other);
    }

    [Fact]
    public void A_run_tells_its_autocorrelation_times_and_keeps_them()
    {
        string[] words = ["train", "--data", "xy:sites=7,colours=3,beta=0.5,samples=20,couplings=1/0.5", "--epochs", "1",
            "--out", _folder.Path];
        foreach (string[] again in (string[][])[words, ["train", "--resume", _folder.Path]])
        {
            Reply reply = Rbm.Run(again);
            Assert.Equal((0, ""), (reply.Code, reply.Errors));
            string line = Assert.Single(reply.Output.Split('\n'), l => l.Contains("autocorrelation", StringComparison.Ordinal));
            Assert.Matches(@"in sweeps: log p [0-9.]+ ± [0-9.]+, \|magnetisation\| [0-9.]+ ± [0-9.]+; 1000 before", line);
        }

        IReadOnlyDictionary<string, double> numbers = TrainingRecord.Read(_folder["result.json"])!.Numbers;
        GibbsTrace trace = new GibbsSampler(7, [0.5, 0.25], ColourKernel.Xy(3)).Trace(50_000, 1000, 1);
        Assert.Equal(trace.OfLogWeights().Time, numbers["dataLogWeightTime"]);
        Assert.Equal(trace.OfLogWeights().TimeError, numbers["dataLogWeightTimeError"]);
        Assert.Equal(trace.OfMagnetisations().Time, numbers["dataMagnetisationTime"]);
        Assert.Equal(trace.OfMagnetisations().TimeError, numbers["dataMagnetisationTimeError"]);
    }

    [Fact]
    public void Chains_that_are_too_short_for_a_cold_law_are_told_of()
    {
        // At β = 2.5 two walls between domains, e^{2β}/2 = 74 sites apart, walk about a site a sweep: they meet after
        // thousands of sweeps, more than the tenth of 1000 that the chains run for.
        string warning = Load("ising:sites=100,beta=2.5,samples=1,sampler=gibbs").Autocorrelation!.Warning!;
        Assert.Contains("samples after 1000 sweeps may not follow the law", warning, StringComparison.Ordinal);
        Assert.Null(ChainAutocorrelation.Describe(new Dictionary<string, double>()));
    }

    private static TrainingData Load(string data)
        => TrainingData.Load(new() { Data = DataSpec.Parse(data), BatchSize = 1, Seed = 3 });

    private static void CheckRows(IDataSet expected, IDataSet actual)
    {
        Assert.Equal((expected.Samples, expected.RowBytes), (actual.Samples, actual.RowBytes));
        byte[] one = new byte[expected.RowBytes], other = new byte[expected.RowBytes];
        for (int sample = 0; sample < expected.Samples; sample++)
        {
            expected.CopyRow(sample, one);
            actual.CopyRow(sample, other);
            Assert.Equal(one, other);
        }
    }
}
