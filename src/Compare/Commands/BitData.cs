using RbmTheory.Compare.Spectra;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Commands;

/// <summary>Reads data of spins or binary units, for a verb whose work grows as the square of their number.</summary>
internal static class BitData
{
    /// <summary>Reads them, and writes what is doubtful about them.</summary>
    /// <param name="terminal">What the verb may use.</param>
    /// <param name="json">Whether the output is JSON.</param>
    /// <param name="settings">Which data.</param>
    /// <param name="fewest">The fewest units that the verb can work with.</param>
    /// <exception cref="InputException">They cannot be read, are colours, too few or too many.</exception>
    public static TrainingData Load(Terminal terminal, bool json, TrainingSettings settings, int fewest)
    {
        TrainingData data = terminal.Wait("data", json, () => TrainingData.Load(settings));
        if (data.Unit is PottsUnit)
            throw new InputException($"--data = {settings.Data}, but it should be of spins or binary units, not of "
                + data.Unit.Name);
        if (data.Sites < fewest || data.Sites > MachineSpectrum.WidestData)
            throw new InputException($"--data = {settings.Data} has {data.Sites} units, but it should have {fewest} to "
                + $"{MachineSpectrum.WidestData}");
        if (data.Warning is string warning)
            terminal.Errors.WriteLine($"rbm: {warning}");
        return data;
    }
}
