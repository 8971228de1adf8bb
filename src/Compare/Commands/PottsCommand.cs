using System.CommandLine;
using System.Text.Json;
using RbmTheory.Theory.Populations;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary>
/// <c>rbm theory potts</c>: exact numbers of a ring of Potts variables (14) with any symmetric coupling of two
/// neighbours, by its transfer matrix.
/// </summary>
public static class PottsCommand
{
    private const int MostSites = 500, MostStates = 20;

    // e^{βM} has to stay within the range of a double, with room for the powers of the transfer matrix.
    private const double LargestCoupling = 10;

    // Where a state is rarer than this, its variance is lost in the rounding of the transfer matrix.
    private const double RarestState = 1e-9;

    private static readonly Dictionary<string, Func<int, int, int, double>> Couplings = new()
    {
        ["potts"] = (_, a, b) => a == b ? 1 : 0,
        ["xy"] = (states, a, b) => Math.Cos(2 * Math.PI * (a - b) / states),
        ["sos"] = (_, a, b) => -Math.Abs(a - b),
    };

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        Option<int> sites = Options.Whole("--sites", "Sites N of the ring", 100, 3, MostSites);
        Option<int> states = Options.Whole("--states", "States P of a variable", 3, 2, MostStates);
        Option<double> beta = Options.Real("--beta", "Inverse temperature β", 1, 0, 10);
        Option<string> coupling = new("--coupling")
        {
            Description = "M(v,v') of two neighbours: potts, 1 where v = v'; xy, cos(2π(v-v')/P); sos, -|v-v'|; or a file "
                + "of P × P numbers, symmetric, .npy or text",
            DefaultValueFactory = _ => "potts",
            HelpName = "name or file",
        };
        Option<bool> json = Options.Json();
        Command command = new("potts",
            "Probabilities, correlation length and covariance of a ring of Potts variables with any symmetric coupling")
        {
            sites, states, beta, coupling, json,
        };
        command.SetAction(parsed =>
        {
            string name = parsed.GetValue(coupling)!;
            double[,] kernel = KernelOf(name, parsed.GetValue(states));
            Numbers numbers = terminal.Wait("spectrum", parsed.GetValue(json),
                () => Of(parsed.GetValue(sites), parsed.GetValue(beta), kernel, name));
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(numbers, ReportCommand.Json));
            else
                Print(terminal, numbers);
        });
        return command;
    }

    private static double[,] KernelOf(string name, int states)
    {
        double[,] kernel = new double[states, states];
        double[]? read = Couplings.ContainsKey(name) ? null
            : File.Exists(name) ? VectorFile.Read(name, states * states)
            : throw new InputException(
                $"--coupling = {name}, but it should be {string.Join(", ", Couplings.Keys)}, or a file that is there");
        for (int a = 0; a < states; a++)
        {
            for (int b = 0; b < states; b++)
            {
                kernel[a, b] = read is null ? Couplings[name](states, a, b) : read[(a * states) + b];
                if (read is not null && Math.Abs(kernel[a, b]) > LargestCoupling)
                    throw new InputException($"the file {name} has {kernel[a, b]:R} in row {a + 1}, column {b + 1}, but it "
                        + $"should be a number in [-{LargestCoupling}, {LargestCoupling}]");
                if (b < a && kernel[a, b] != kernel[b, a])
                    throw new InputException($"the file {name} has {kernel[a, b]:R} in row {a + 1}, column {b + 1}, but it "
                        + $"should be {kernel[b, a]:R} as in row {b + 1}, column {a + 1}: the coupling is symmetric");
            }
        }

        return kernel;
    }

    private static Numbers Of(int sites, double beta, double[,] kernel, string coupling)
    {
        GeneralPottsRing ring = new(sites, beta, kernel);
        int states = ring.States;
        double[] marginals = [.. Enumerable.Range(0, states).Select(ring.Marginal)];
        if (marginals.Min() < RarestState || !double.IsNormal(ring.CorrelationLength) || ring.CorrelationLength < 0)
            throw new InputException($"--beta = {beta}, but with --coupling = {coupling} it should be smaller: some state, "
                + "or a wall between two, is too rare to be told from rounding");
        double[][] Pairs(Func<int, int, double> of)
            => [.. Enumerable.Range(0, states).Select(a => Enumerable.Range(0, states).Select(b => of(a, b)).ToArray())];
        return new(sites, states, beta, coupling, ring.CorrelationLength, ring.TopEigenvalue, marginals,
            [.. ring.TransferEigenvalues], Pairs((a, b) => ring.JointProbability(1, a, b)),
            Pairs((a, b) => ring.Covariance(1, a, b)));
    }

    private static void Print(Terminal terminal, Numbers numbers)
    {
        terminal.Output.WriteLine($"correlation length = {numbers.CorrelationLength:R} sites; top eigenvalue of the "
            + $"covariance = {numbers.TopEigenvalue:R}");
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns(["state", "probability", "transfer eigenvalue",
            .. Enumerable.Range(1, numbers.States).Select(b => $"next to {b}")]);
        for (int a = 0; a < numbers.States; a++)
            table.AddRow([$"{a + 1}", $"{numbers.Marginals[a]:R}", $"{numbers.TransferEigenvalues[a]:R}",
                .. numbers.NeighbourProbabilities[a].Select(p => $"{p:G6}")]);
        terminal.Write(table);
    }

    /// <summary>What is printed; matrices are row by row, and a neighbour is at distance 1.</summary>
    private sealed record Numbers(
        int Sites, int States, double Beta, string Coupling, double CorrelationLength, double TopEigenvalue,
        double[] Marginals, double[] TransferEigenvalues, double[][] NeighbourProbabilities,
        double[][] NeighbourCovariances);
}
