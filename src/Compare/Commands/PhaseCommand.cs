using System.CommandLine;
using System.Text.Json;
using RbmTheory.Theory.MeanField;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm theory phase</c>: a machine of a mode in noise by replica symmetry.</summary>
public static class PhaseCommand
{
    /// <summary>Largest σ, w and field; κ is between one over a thousand and a thousand.</summary>
    internal const double Largest = 50, SmallestKappa = 0.001, LargestKappa = 1000;

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        Option<double> sigma = Options.RealFrom(
            "--sigma", "σ: the noise in the weights has variance σ²/√(N M)", 0.5, 0, Largest);
        Option<double> spike = Options.RealFrom("--spike", "w, the strength of the mode", 1.5, 0, Largest);
        Option<double> kappa = Kappa();
        Option<double> field = Options.RealFrom(
            "--field", "η, the field of the visible units along the mode; below 0 against it", 0, -Largest, Largest);
        Option<double> hiddenField = Options.RealFrom(
            "--hidden-field", "θ, that of the hidden units", 0, -Largest, Largest);
        ModeLawOptions law = new();
        Option<bool> json = Options.Json();
        Command command = new("phase", "Phase and order parameters of a machine of ±1 units with one mode in noise, by "
            + "replica symmetry: in a field the state that a start along the mode leads to")
        {
            sigma, spike, kappa, field, hiddenField,
        };
        law.AddTo(command);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            ReplicaEquations equations = new(parsed.GetValue(sigma), parsed.GetValue(spike), parsed.GetValue(kappa),
                law.Of(parsed), parsed.GetValue(field), parsed.GetValue(hiddenField));
            Numbers numbers = Of(equations);
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(numbers, ReportCommand.Json));
            else
                Print(terminal, numbers);
        });
        return command;
    }

    /// <summary>κ.</summary>
    internal static Option<double> Kappa()
        => Options.RealFrom("--kappa", "κ = M/N, hidden units over visible ones", 1, SmallestKappa, LargestKappa);

    private static Numbers Of(ReplicaEquations equations)
    {
        ReplicaState state = equations.Solve();
        double w = equations.Spike;
        bool isParamagnet = equations.Phase == Phase.Paramagnet && w < 1;
        double? spinodal = equations.Phase == Phase.Ferromagnet
            ? new MetastableBranch(equations.Sigma, w, equations.Kappa, equations.Law).Spinodal.Field : null;
        return new(equations.Sigma, w, equations.Kappa, equations.VisibleField, equations.HiddenField,
            equations.Law.Name, state.Visible, state.Hidden, state.VisibleOverlap, state.HiddenOverlap,
            equations.Phase switch { Phase.Paramagnet => "P", Phase.Ferromagnet => "F", _ => "SG" }, state.Instability,
            state.Residual, isParamagnet ? ParamagnetMoments.Square(w) : null,
            isParamagnet ? ParamagnetMoments.Product(w) : null, spinodal);
    }

    private static void Print(Terminal terminal, Numbers numbers)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("quantity", "value");
        table.AddRow("phase, without fields", numbers.Phase);
        table.AddRow("m = u·⟨s⟩/√L, m̄ = v·⟨τ⟩/√L", $"{numbers.M:R}, {numbers.MBar:R}");
        table.AddRow("q, q̄", $"{numbers.Q:R}, {numbers.QBar:R}");
        table.AddRow("σ⁴⟨sech⁴⟩⟨sech⁴⟩, stable below 1", $"{numbers.At:R}");
        if (numbers.Square is double square && numbers.Product is double product)
            table.AddRow("⟨(u·s)²⟩, ⟨(u·s)(v·τ)⟩, without fields", $"{square:R}, {product:R}");
        if (numbers.Spinodal is double spinodal)
            table.AddRow("spinodal: last field η against the mode", $"{spinodal:R}");
        terminal.Write(table);
    }

    /// <summary>What is printed.</summary>
    private sealed record Numbers(
        double Sigma, double Spike, double Kappa, double Field, double HiddenField, string Law, double M, double MBar,
        double Q, double QBar, string Phase, double At, double Residual, double? Square, double? Product,
        double? Spinodal);
}
