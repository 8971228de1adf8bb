using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Tests;

public class SamplerArgumentTests
{
    private static readonly double[,] Spins = ColourKernel.Xy(2);

    public static TheoryData<string, string> Cases => new()
    {
        { "potts-sites", "sites = 2, but it should be in [3, 536870897]" },
        { "potts-shape", "logWeights columns = 3, but it should be exactly 2" },
        { "potts-one", "logWeights rows = 1, but it should be in [2, 256]" },
        { "potts-nan", "logWeights[0,1] = NaN, but it should be a finite number" },
        { "potts-uneven", "logWeights[1,0] = 2, but it should be logWeights[0,1]: the kernel is symmetric" },
        { "potts-frustrated", "Tr T^N / max T^N = 0, but it should be at least 1E-100: this ring is frustrated" },
        { "potts-length", "row.Length = 4, but it should be exactly 5" },
        { "xy-colours", "colours = 1, but it should be in [2, 256]" },
        { "xy-beta", "beta = -1, but it should be a finite number >= 0" },
        { "short-range", "range = 3, but it should be in [0, 2]" },
        { "block-rows", "rows.Length = 255, but it should be exactly 256" },
        { "block-number", "block = -1, but it should be at least 0" },
        { "bond", "bond = 4, but it should be in [0, 3]" },
        { "couplings", "couplings.Count = 3, but it should be in [1, 2]" },
        { "gibbs-kernel", "kernel[1,0] = 2, but it should be kernel[0,1]: the kernel is symmetric" },
        { "coupling", "couplings[1] = Infinity, but it should be a finite number" },
        { "sweeps", "sweeps = -1, but it should be at least 0" },
        { "burn-in", "BurnIn = -1, but it should be at least 0" },
        { "thinning", "Thinning = 0, but it should be at least 1" },
        { "per-chain", "SamplesPerChain = 0, but it should be at least 1" },
        { "spins-colours", "Colours = 3, but it should be in [2, 2]" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bad_arguments_are_named_with_their_value_and_range(string what, string message)
        => Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(() => Break(what)).Message);

    private static void Break(string what)
    {
        var plan = new GibbsPlan();
        GibbsSampler gibbs = GibbsSampler.Ising(11, [0.5]);
        var stream = new RandomStream(1, StreamPurpose.Data, 0);
        var block = new IsingBlockSampler(new IsingRingSampler(5, 1));
        object _ = what switch
        {
            "potts-sites" => new PottsRingSampler(2, Spins),
            "potts-shape" => new PottsRingSampler(5, new double[2, 3]),
            "potts-one" => new PottsRingSampler(5, new double[1, 1]),
            "potts-nan" => new PottsRingSampler(5, new[,] { { 1, double.NaN }, { double.NaN, 1 } }),
            "potts-uneven" => new PottsRingSampler(5, new[,] { { 1.0, 3 }, { 2, 1 } }),
            "potts-frustrated" => new PottsRingSampler(5, new[,] { { -999.0, 0 }, { 0, -999 } }),
            "potts-length" => Done(() => new PottsRingSampler(5, Spins).Sample(ref stream, new byte[4])),
            "xy-colours" => PottsRingSampler.Xy(5, 1, 1),
            "xy-beta" => PottsRingSampler.Xy(5, 2, -1),
            "short-range" => PottsRingSampler.ShortRange(5, 7, 3, 1),
            "block-rows" => Done(() => block.SampleBlock(1, StreamPurpose.Data, 0, new byte[255])),
            "block-number" => Done(() => block.SampleBlock(1, StreamPurpose.Data, -1, new byte[256])),
            "bond" => new IsingRingSampler(5, 1).FlipProbabilities(4),
            "couplings" => GibbsSampler.Ising(5, [1, 1, 1]),
            "gibbs-kernel" => new GibbsSampler(5, [1], new[,] { { 1.0, 3 }, { 2, 1 } }),
            "coupling" => GibbsSampler.Ising(5, [1, double.PositiveInfinity]),
            "sweeps" => Done(() => gibbs.Start(1, StreamPurpose.Data, 0).Sweep(-1)),
            "burn-in" => plan with { BurnIn = -1 },
            "thinning" => plan with { Thinning = 0 },
            "per-chain" => plan with { SamplesPerChain = 0 },
            "spins-colours" => new GibbsSampler(5, [1], ColourKernel.Xy(3)).SampleSpins(2, 1, plan),
            _ => throw new InvalidOperationException(what),
        };
    }

    private static int Done(Action action)
    {
        action();
        return 0;
    }
}
