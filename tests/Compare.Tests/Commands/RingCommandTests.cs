using System.Text.Json;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Commands;

/// <summary>What <c>theory potts</c> and <c>theory spectrum</c> print, held to sums over all states, to the Ising ring and
/// to moments.</summary>
public sealed class RingCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("potts", 4, 3, 0.8)]
    [InlineData("xy", 3, 5, 1.5)]
    [InlineData("sos", 5, 3, 0.7)]
    [InlineData("file", 4, 2, 1.1)]
    public void A_small_ring_is_the_sum_over_all_its_states(string coupling, int sites, int states, double beta)
    {
        double[] file = [0.3, -0.7, -0.7, 1.2];
        double M(int a, int b) => coupling switch
        {
            "potts" => a == b ? 1 : 0,
            "xy" => Math.Cos(2 * Math.PI * (a - b) / states),
            "sos" => -Math.Abs(a - b),
            _ => file[(a * states) + b],
        };
        if (coupling == "file")
            File.WriteAllText(_folder["m.csv"], "0.3, -0.7\n-0.7, 1.2\n");
        JsonElement ring = Json("potts", "--sites", $"{sites}", "--states", $"{states}", "--beta", $"{beta:R}",
            "--coupling", coupling == "file" ? _folder["m.csv"] : coupling);

        double[] marginals = new double[states];
        double[,] pairs = new double[states, states];
        double total = 0;
        for (int state = 0; state < Math.Pow(states, sites); state++)
        {
            int[] v = [.. Enumerable.Range(0, sites).Select(i => state / (int)Math.Pow(states, i) % states)];
            double weight = Math.Exp(beta * Enumerable.Range(0, sites).Sum(i => M(v[i], v[(i + 1) % sites])));
            total += weight;
            marginals[v[0]] += weight;
            pairs[v[0], v[1]] += weight;
        }

        double[][] printed = Matrix(ring.GetProperty("neighbourProbabilities"));
        double[][] covariances = Matrix(ring.GetProperty("neighbourCovariances"));
        for (int a = 0; a < states; a++)
        {
            double p = marginals[a] / total;
            Assert.Equal(p, Numbers(ring.GetProperty("marginals"))[a], 1e-12);
            for (int b = 0; b < states; b++)
            {
                double q = marginals[b] / total, joint = pairs[a, b] / total;
                Assert.Equal(joint, printed[a][b], 1e-12);
                Assert.Equal((joint - (p * q)) / Math.Sqrt(p * (1 - p) * q * (1 - q)), covariances[a][b], 1e-10);
            }
        }

        // Tr T^N is the sum of the weights.
        Assert.Equal(1, Numbers(ring.GetProperty("transferEigenvalues")).Sum(x => Math.Pow(x, sites)) / total, 1e-12);
        string table = Rbm.Run("theory", "potts", "--sites", $"{sites}", "--states", $"{states}", "--beta", $"{beta:R}",
            "--coupling", coupling == "file" ? _folder["m.csv"] : coupling).Output;
        Assert.Contains($"{ring.GetProperty("topEigenvalue").GetDouble():R}", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_states_are_the_Ising_ring_at_half_the_beta()
    {
        // δ(v, v') = (1 + ss')/2; the indicators of the two states are ±s: the top eigenvalue is twice that of the spins,
        // Σ_d (t^d + t^{N−d})/(1 + t^N) = (1 + t)(1 − t^N)/((1 − t)(1 + t^N)).
        const int sites = 23;
        JsonElement ring = Json("potts", "--sites", $"{sites}", "--states", "2", "--beta", "1.6");
        double t = Math.Tanh(0.8), power = Math.Pow(t, sites);
        Assert.Equal(-1 / Math.Log(t), ring.GetProperty("correlationLength").GetDouble(), 1e-12);
        Assert.Equal(2 * (1 + t) * (1 - power) / ((1 - t) * (1 + power)), ring.GetProperty("topEigenvalue").GetDouble(), 1e-11);
    }

    [Theory]
    [InlineData(23, 20, 0)] // fewer samples than sites: some eigenvalues are zero
    [InlineData(23, 100, 0)]
    [InlineData(11, 60, 3)]
    public void The_density_has_the_moments_of_a_sample_covariance(int sites, int samples, int states)
    {
        const double beta = 0.5;
        JsonElement spectrum = Json("spectrum", "--sites", $"{sites}", "--samples", $"{samples}", "--beta", "0.5",
            "--states", $"{states}", "--points", "20001");
        int size = sites * Math.Max(1, states);
        double r = spectrum.GetProperty("noiseRatio").GetDouble();
        Assert.Equal((double)size / samples, r);
        double[] x = Numbers(spectrum.GetProperty("eigenvalues")), density = Numbers(spectrum.GetProperty("density"));
        double[] cumulative = Numbers(spectrum.GetProperty("cumulative"));
        double step = (x[^1] - x[0]) / (x.Length - 1);

        // E[x] = 1, the diagonal; E[x²] = Tr C²/N + r. The rule of rectangles misses the square roots at the edges of the
        // bands by some step^{3/2}, and the cumulative function ends at 1.
        double square = states == 0
            ? Enumerable.Range(0, sites).Sum(d => Math.Pow(Ising(beta, sites, d), 2))
            : SquareOfXy(beta, sites, states);
        Assert.Equal(1, density.Zip(x, (p, y) => p * y).Sum() * step, 1e-3);
        Assert.Equal(1, (square + r) / (density.Zip(x, (p, y) => p * y * y).Sum() * step), 1e-3);
        Assert.Equal(1, cumulative[^1], 1e-9);
        double zero = spectrum.GetProperty("massAtZero").GetDouble();
        Assert.Equal(Math.Max(states == 0 ? 0 : 1.0 / states, 1 - (1 / r)), zero, 1e-12);
        Assert.Equal(1 - zero, spectrum.GetProperty("bands").EnumerateArray().Sum(b => b.GetProperty("mass").GetDouble()), 1e-9);
        string table = Rbm.Run("theory", "spectrum", "--sites", $"{sites}", "--samples", $"{samples}", "--beta", "0.5",
            "--states", $"{states}").Output;
        Assert.Contains($"{x[^1]:R}", table, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("potts --states 1", "--states = 1", "a whole number in [2, 20]")]
    [InlineData("potts --coupling ising", "--coupling = ising", "potts, xy, sos, or a file")]
    [InlineData("potts --states 2 --coupling skew.csv", "row 2, column 1", "the coupling is symmetric")]
    [InlineData("potts --states 2 --coupling large.csv", "row 1, column 1", "a number in [-10, 10]")]
    [InlineData("potts --states 3 --coupling large.csv", "holds 4 numbers", "should hold 9")]
    [InlineData("potts --states 2 --beta 10 --coupling frozen.csv", "--beta = 10", "it should be smaller")]
    [InlineData("spectrum --states 1", "--states = 1", "0 for the Ising ring, or in [2, 20]")]
    [InlineData("spectrum --points 1", "--points = 1", "a whole number in [2, 100001]")]
    [InlineData("spectrum --hidden 5 --samples 9", "--samples = 9", "left out where --hidden is given")]
    [InlineData("spectrum --deviation 1 --beta 2", "--beta = 2", "left out where --deviation is given")]
    [InlineData("spectrum --hidden 0", "--hidden = 0", "a whole number in [1, 10000]")]
    public void What_is_out_of_range_is_named_in_one_line(string options, string named, string allowed)
    {
        File.WriteAllText(_folder["skew.csv"], "1 2 3 4");
        File.WriteAllText(_folder["large.csv"], "11 0 0 1");
        File.WriteAllText(_folder["frozen.csv"], "10 -10 -10 -10");
        Reply reply = Rbm.Run(["theory", .. options.Split(' ')
            .Select(word => word.EndsWith(".csv", StringComparison.Ordinal) ? _folder[word] : word)]);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        string line = Assert.Single(reply.ErrorLines);
        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.Contains(allowed, line, StringComparison.Ordinal);
    }

    /// <summary>⟨s_0 s_d⟩ of the Ising ring.</summary>
    private static double Ising(double beta, int sites, int d)
    {
        double t = Math.Tanh(beta);
        return (Math.Pow(t, d) + Math.Pow(t, sites - d)) / (1 + Math.Pow(t, sites));
    }

    /// <summary>Tr C²/(NP) of the XY ring, by powers of its transfer matrix: Σ_d Σ_b C_d(0, b)².</summary>
    private static double SquareOfXy(double beta, int sites, int states)
    {
        double[][] powers = [[.. Enumerable.Range(0, states).Select(v => v == 0 ? 1.0 : 0)]];
        for (int d = 1; d <= sites; d++)
            powers = [.. powers, [.. Enumerable.Range(0, states).Select(b => Enumerable.Range(0, states).Sum(
                a => powers[d - 1][a] * Math.Exp(beta * Math.Cos(2 * Math.PI * (a - b) / states))))]];
        double p = 1.0 / states, sum = 0;
        for (int d = 0; d < sites; d++)
        {
            for (int b = 0; b < states; b++)
            {
                double joint = powers[d][b] * powers[sites - d][b] / (states * powers[sites][0]);
                sum += Math.Pow((joint - (p * p)) / (p * (1 - p)), 2);
            }
        }

        return sum;
    }

    private static JsonElement Json(params string[] words)
    {
        Reply reply = Rbm.Run(["theory", .. words, "--json"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        return JsonDocument.Parse(reply.Output).RootElement;
    }

    private static double[][] Matrix(JsonElement rows) => [.. rows.EnumerateArray().Select(Numbers)];

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];
}
