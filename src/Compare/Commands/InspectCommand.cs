using System.CommandLine;
using System.Text.Json;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Machines.Formats;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm inspect FOLDER|FILE</c>: the weights, their peaks and the training curves of a run, finished or not,
/// or the machine of a file.</summary>
public static class InspectCommand
{
    private const int FieldHeight = 6, CurveHeight = 5, WidestPlot = 100;

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        Argument<string> folder = new("folder")
        {
            Description = "Folder of a run, as given to rbm train --out, or a file of a machine, as rbm export writes",
        };
        Option<bool> all = new("--all") { Description = $"Every hidden unit, not only the first {UnitTable.Most}" };
        Option<bool> figures = new("--figures") { Description = "Draw figures too, into figures/ in the folder" };
        Option<string> shape = ShapeOption();
        Option<bool> json = Options.Json();
        Command command = new("inspect", "Draw the weights of a run, finished or not, or of a file, with their peaks and "
            + "the training curves; of data that are pictures, fields and chains as pictures")
        {
            folder, all, figures, shape, json,
        };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(folder)!, parsed.GetValue(all),
            parsed.GetValue(figures), parsed.GetValue(shape), parsed.GetValue(json)));
        return command;
    }

    private static Option<string> ShapeOption() => new("--shape")
    {
        Description = "Rows x columns of the pictures that configurations are, such as 28x28; as the run says unless "
            + "given",
        HelpName = "shape",
        CustomParser = result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (PictureShape.Parse(text) is null)
                result.AddError($"--shape = {text}, but it should be {PictureShape.Allowed}");
            return text;
        },
    };

    private static int Run(Terminal terminal, string folder, bool all, bool figures, string? asked, bool json)
    {
        if (File.Exists(folder))
            return OfFile(terminal, folder, all, figures, asked is null ? null : PictureShape.Parse(asked), json);
        RunView view = RunView.Open(folder, line => terminal.Errors.WriteLine($"rbm: {line}"));
        TrainedMachine machine = view.Machine;
        PictureShape? shape = asked is null ? view.Settings.Shape : PictureShape.Parse(asked);
        InspectPictures? pictures = shape is null ? null : new(machine.ToMachine(view.Settings),
            LoadedMachine.Open(folder, _ => { }).Chains, shape.Require(machine.Sites));
        Dictionary<string, double[]> units = UnitMeasures.Of(machine.Weights, machine.Hidden, machine.Colours);
        if (json)
            terminal.Output.WriteLine(JsonSerializer.Serialize(
                new
                {
                    machine.Epoch,
                    machine.Hidden,
                    machine.Sites,
                    machine.Colours,
                    units,
                    machine.Curves,
                    view.Divergence
                },
                ReportCommand.Json));
        else
            Print(terminal, TitleOf(view), machine, units, all, view.Settings.Data is RingSpec, pictures);
        if (figures)
            Draw(terminal, folder, machine, pictures, json);
        return 0;
    }

    private static string TitleOf(RunView view)
        => $"{view.Source}: epoch {view.Machine.Epoch} of {view.Settings.Epochs}, {view.Machine.Sites} "
            + $"{view.Settings.VisibleUnit?.Name} × {view.Machine.Hidden} {view.Settings.HiddenUnit.Name}";

    private static int OfFile(
        Terminal terminal, string path, bool all, bool figures, PictureShape? shape, bool json)
    {
        if (figures)
            throw new InputException($"--figures goes with the folder of a run, but {path} is a file");
        LoadedMachine file = LoadedMachine.Open(path, line => terminal.Errors.WriteLine($"rbm: {line}"));
        TrainedMachine machine = TrainedMachine.Of(file.Machine);
        InspectPictures? pictures =
            shape is null ? null : new(file.Machine, file.Chains, shape.Require(machine.Sites));
        Dictionary<string, double[]> units = UnitMeasures.Of(machine.Weights, machine.Hidden, machine.Colours);
        // The other formats have no room for the number of updates.
        long? updates = file.Format == new RbmsFormat().Name ? file.Contents!.Updates : null;
        if (json)
            terminal.Output.WriteLine(JsonSerializer.Serialize(
                new
                {
                    file.Format,
                    updates,
                    visible = file.Machine.VisibleLayer.Unit.Name,
                    hiddenUnits = file.Machine.HiddenLayer.Unit.Name,
                    machine.Hidden,
                    machine.Sites,
                    machine.Colours,
                    units
                },
                ReportCommand.Json));
        else
            Print(terminal, $"{path}: {file.Format}, {file.Description}"
                + (updates is null ? "" : $", after update {updates}"), machine, units, all, isRing: false, pictures);
        return 0;
    }

    private static void Print(
        Terminal terminal, string title, TrainedMachine machine, Dictionary<string, double[]> units, bool all,
        bool isRing, InspectPictures? pictures)
    {
        int width = Math.Min(terminal.Console.Profile.Width, WidestPlot);
        terminal.Output.WriteLine(title);
        UnitTable.Write(terminal, units, machine.HiddenFields, machine.HiddenParameters, all, isRing);
        int most = all ? machine.Hidden : Math.Min(machine.Hidden, UnitTable.Most);
        pictures?.Print(terminal, all ? int.MaxValue : UnitTable.Most);
        for (int mu = 0; pictures is null && mu < most; mu++)
        {
            string what = machine.Colours > 1 ? "Σ|w| over the colours, by site" : "weights by site";
            Plot(terminal, $"hidden unit {mu + 1}: {what}",
                TextPlot.Bars(UnitMeasures.ProfileOf(machine.FieldOf(mu), machine.Colours), width, FieldHeight));
            if (machine.Colours > 1)
                Plot(terminal, $"hidden unit {mu + 1}: Σw over the sites, by colour",
                    TextPlot.Bars(PottsModulation.Spatial(machine.FieldOf(mu), machine.Colours), width, FieldHeight));
        }

        foreach ((string name, double[] values) in Curves(machine))
            Plot(terminal, $"{Label(name)}, {values.Min():F4} to {values.Max():F4}, last {values[^1]:F4}, over "
                + $"{values.Length} epochs from {machine.Curves[TrainingCurves.Epoch][0]:F0} to "
                + $"{machine.Curves[TrainingCurves.Epoch][^1]:F0}", TextPlot.Curve(values, width, CurveHeight));
    }

    private static void Plot(Terminal terminal, string title, IReadOnlyList<string> lines)
    {
        terminal.Output.WriteLine(title);
        foreach (string line in lines)
            terminal.Output.WriteLine(line);
        terminal.Output.WriteLine();
    }

    private static void Draw(
        Terminal terminal, string folder, TrainedMachine machine, InspectPictures? pictures, bool json)
    {
        using ReportWriter writer = new(folder);
        foreach (Figure figure in pictures?.Figures(machine.Epoch) ?? [Weights(machine)])
            writer.Write(figure);
        if (Curves(machine).Any())
            writer.Write(CurvesFigure(machine));
        foreach (string file in writer.Publish())
            (json ? terminal.Errors : terminal.Output).WriteLine(file);
    }

    private static Figure Weights(TrainedMachine machine)
    {
        int shown = Math.Min(machine.Hidden, Palette.Curves);
        Panel Of(string title, string x, string y, Func<int, double[]> valuesOf) => new(title, new(x), new(y),
            [.. Enumerable.Range(0, shown).Select(mu => new Series($"unit {mu + 1}", Counting(valuesOf(mu).Length),
                valuesOf(mu), Mark.LinePoints, mu))]);

        int colours = machine.Colours;
        Panel bySite = Of(colours == 1 ? "Receptive fields" : "Angular modulation", "site i",
            colours == 1 ? "w_{i}" : "Σ_{v} |w_{iv}|", mu => UnitMeasures.ProfileOf(machine.FieldOf(mu), colours));
        Panel[] panels = colours == 1
            ? [bySite]
            : [bySite, Of("Spatial modulation", "colour v", "Σ_{i} w_{iv}",
                mu => PottsModulation.Spatial(machine.FieldOf(mu), colours))];
        return new("weights", $"Weights after {machine.Epoch} epochs", panels,
            shown < machine.Hidden ? $"The first {shown} of {machine.Hidden} hidden units" : "");
    }

    private static Figure CurvesFigure(TrainedMachine machine)
        => new("curves", "Training curves", [new("", new("epoch"), new("nats per configuration"),
            [.. Curves(machine).Select((c, i) => new Series(
                Label(c.Name), machine.Curves[TrainingCurves.Epoch], c.Values, Mark.LinePoints, i + 1))], LegendPlace.BottomRight)]);

    private static IEnumerable<(string Name, double[] Values)> Curves(TrainedMachine machine)
        => !machine.Curves.ContainsKey(TrainingCurves.Epoch) ? [] : machine.Curves
            .Where(c => c.Key != TrainingCurves.Epoch && c.Value.Length > 0 && c.Value.All(double.IsFinite))
            .OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value));

    private static string Label(string name)
        => LikelihoodText.NameOf(name) + (name.StartsWith("test", StringComparison.Ordinal) ? ", test" : ", training");

    private static double[] Counting(int count) => [.. Enumerable.Range(1, count).Select(i => (double)i)];
}
