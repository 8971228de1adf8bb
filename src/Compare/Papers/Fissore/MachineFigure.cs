using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>A figure of the trained machines: it makes no runs, but reads theirs.</summary>
/// <param name="machines">The machines.</param>
internal abstract class MachineFigure(Machines machines) : Experiment
{
    /// <inheritdoc/>
    public override IReadOnlyList<Experiment> Uses => [machines];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters => machines.Parameters;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, object> SettingsByName => ParameterTable.Values(Settings);

    /// <summary>Which machines were trained.</summary>
    protected MachinesSettings Settings => machines.All;

    /// <summary>The training of the reference machine.</summary>
    protected DigitTraining Training => Settings.Training;

    /// <summary>Its size and data, for the line under a figure.</summary>
    protected string Note => $"{(Training.Source.Mnist ? "MNIST" : "stroke digits")}, S = {Training.Samples:N0}, "
        + $"784 × {Training.Hidden}, ν = {Training.LearningRate}, batches of {Training.Batch}, PCD-{Training.GibbsSteps}, "
        + $"{Training.Epochs} epochs, {Settings.Runs} runs"
        + (ParameterTable.ScaledDown(Settings, MachinesSettings.Presets.Paper).Length > 0 ? "; scaled down" : "");

    /// <summary>The modes of the digits.</summary>
    /// <param name="runs">The finished runs.</param>
    protected DigitSpectrum Digits(Results runs) => runs.Of(machines.Digits);

    /// <summary>The trainings of a kind, in order.</summary>
    /// <param name="runs">The finished runs.</param>
    /// <param name="kind">The kind.</param>
    protected IReadOnlyList<DigitHistory> Of(Results runs, MachineKind kind)
        => [.. runs.Of(machines.Trainings).Where(run => run.Key.Kind == kind).Select(run => run.Single())];
}
