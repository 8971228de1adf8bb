using System.Text.Json;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Compare.Tests.Commands;

public class PhaseCommandTests
{
    [Theory]
    [InlineData(0.5, 1.5, 0.64, 0, "F")]
    [InlineData(0.5, 0.5, 0.64, 0, "P")]
    [InlineData(1.6, 0.6, 1, 0, "SG")]
    [InlineData(0.5, 1.5, 0.64, -0.1, "F")]
    public void Order_parameters_are_printed_to_the_last_bit(double sigma, double spike, double kappa, double field, string phase)
    {
        string[] words = ["theory", "phase", "--sigma", $"{sigma}", "--spike", $"{spike}", "--kappa", $"{kappa}", "--field", $"{field}"];
        Reply reply = Rbm.Run([.. words, "--json"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        ReplicaState state = new ReplicaEquations(sigma, spike, kappa, null, field).Solve();
        using JsonDocument json = JsonDocument.Parse(reply.Output);
        double Number(string name) => json.RootElement.GetProperty(name).GetDouble();
        Assert.Equal((state.Visible, state.Hidden, state.VisibleOverlap, state.HiddenOverlap, state.Instability),
            (Number("m"), Number("mBar"), Number("q"), Number("qBar"), Number("at")));
        Assert.Equal(phase, json.RootElement.GetProperty("phase").GetString());
        Assert.Equal(phase == "P", json.RootElement.GetProperty("square").ValueKind == JsonValueKind.Number);
        Assert.Equal(phase == "F", json.RootElement.GetProperty("spinodal").ValueKind == JsonValueKind.Number);

        string table = Rbm.Run(words).Output;
        Assert.Contains(phase, table, StringComparison.Ordinal);
        Assert.Contains($"{state.VisibleOverlap:R}, {state.HiddenOverlap:R}", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_fields_and_laws_of_modes_are_those_of_the_equations()
    {
        Reply reply = Rbm.Run("theory", "phase", "--sigma", "0.3", "--spike", "1.5", "--hidden-field", "0.2", "--law", "signs", "--modes", "2",
            "--json");
        using JsonDocument json = JsonDocument.Parse(reply.Output);
        ReplicaState state = new ReplicaEquations(0.3, 1.5, 1, ModeLaw.Signs(2), 0, 0.2).Solve();
        Assert.Equal((state.Visible, state.Hidden), (json.RootElement.GetProperty("m").GetDouble(), json.RootElement.GetProperty("mBar").GetDouble()));
        Assert.Equal((0.2, "signs"), (json.RootElement.GetProperty("hiddenField").GetDouble(), json.RootElement.GetProperty("law").GetString()));
    }

    [Fact]
    public void A_law_on_points_is_given_by_them()
    {
        // Points at ±1 are modes of signs; those at ±½ and ±2 have variance 0.8/4 + 0.2·4 = 1.
        string[] words = ["theory", "phase", "--sigma", "0.5", "--spike", "1.2", "--json", "--law"];
        double M(string law)
        {
            Reply reply = Rbm.Run([.. words, law]);
            Assert.Equal((0, ""), (reply.Code, reply.Errors));
            using JsonDocument json = JsonDocument.Parse(reply.Output);
            return json.RootElement.GetProperty("m").GetDouble();
        }

        Assert.Equal(M("signs"), M("points:1=1"), 1e-11);
        Assert.Equal(new ReplicaEquations(0.5, 1.2, 1, ModeLaw.OnPoints([0.5, 2], [0.8, 0.2])).Solve().Visible, M("points:0.5=0.8,2=0.2"));
    }

    [Fact]
    public void Lines_are_tables_over_sigma()
    {
        Reply reply = Rbm.Run("theory", "lines", "--kappa", "0.64", "--points", "5", "--largest", "2", "--json");
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        using JsonDocument json = JsonDocument.Parse(reply.Output);
        double[] Of(string line, string axis) => [.. json.RootElement.GetProperty(line).GetProperty(axis).EnumerateArray().Select(e => e.GetDouble())];
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], Of("paraFerro", "sigma"));
        Assert.Equal([1, 1, 1, 1, 1], Of("paraFerro", "spike"));
        Assert.Equal([1, 1, 1, 1, 1], Of("paraGlass", "sigma"));
        Assert.Equal([1, 1.25, 1.5, 1.75, 2], Of("glassFerro", "sigma"));
        Assert.Equal(Of("glassFerro", "sigma").Select(s => PhaseLines.GlassToFerromagnet(s, 0.64)), Of("glassFerro", "spike"));
        Assert.Equal(Of("at", "sigma").Select(s => PhaseLines.ReplicaInstability(s, 0.64)), Of("at", "spike"));
        string table = Rbm.Run("theory", "lines", "--kappa", "0.64", "--points", "5", "--largest", "2").Output;
        Assert.Contains($"{PhaseLines.ReplicaInstability(1.5, 0.64):R}", table, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("phase --sigma -1", "--sigma = -1, but it should be a number in [0, 50]")]
    [InlineData("phase --spike NaN", "--spike = NaN, but it should be a number in [0, 50]")]
    [InlineData("phase --kappa 0", "--kappa = 0, but it should be a number in [0.001, 1000]")]
    [InlineData("phase --field 51", "--field = 51, but it should be a number in [-50, 50]")]
    [InlineData("phase --law cauchy", "--law = cauchy, but it should be one of gaussian, signs, laplace")]
    [InlineData("phase --law points:1", "--law = points:1, but a point should be X=P, as in points:0.5=0.8,2=0.2")]
    [InlineData("lines --law points:2=1", "--law = points:2=1: variance = 4, but it should be 1")]
    [InlineData("phase --law points:1=1 --modes 2", "--modes = 2, but it should be 1 for a law on points")]
    [InlineData("phase --modes 0", "--modes = 0, but it should be a whole number in [1, 60]")]
    [InlineData("lines --kappa x", "--kappa = x, but it should be a number in [0.001, 1000]")]
    [InlineData("lines --largest 1", "--largest = 1, but it should be a number in (1, 50]")]
    [InlineData("lines --points 1", "--points = 1, but it should be a whole number in [2, 1001]")]
    public void Bad_input_is_one_line(string line, string error)
    {
        Reply reply = Rbm.Run(["theory", .. line.Split(' ')]);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Contains(error, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("phase --sigma 50 --spike 50 --kappa 0.001")]
    [InlineData("phase --sigma 0 --spike 50 --kappa 1000 --field -50")]
    [InlineData("phase --sigma 50 --spike 0 --kappa 0.001 --law laplace --field 50")]
    [InlineData("lines --kappa 0.001 --points 3 --largest 50")]
    public void The_ends_of_the_ranges_have_numbers(string line)
    {
        Reply reply = Rbm.Run(["theory", .. line.Split(' '), "--json"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.DoesNotContain("NaN", reply.Output, StringComparison.Ordinal);
    }
}
