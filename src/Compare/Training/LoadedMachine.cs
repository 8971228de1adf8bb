using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Machines.Formats;

namespace RbmTheory.Compare.Training;

/// <summary>A machine to sample, judge or write elsewhere: that of a run, finished or not, or of a file.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Source">The file that was read.</param>
public sealed record LoadedMachine(Rbm Machine, string Source)
{
    /// <summary>The run it is of; null where it is of a file.</summary>
    public RunView? Run { get; private init; }

    /// <summary>The folder of the run; null where it is of a file.</summary>
    public string? Folder { get; private init; }

    /// <summary>The format of the file; null where it is of a run.</summary>
    public string? Format { get; private init; }

    /// <summary>What the file says of the training; null where it is of a run.</summary>
    public MachineFile? Contents { get; private init; }

    /// <summary>What it is, in one line.</summary>
    public string Description
        => $"{Machine.Sites} {Machine.VisibleLayer.Unit.Name} × {Machine.Hidden} {Machine.HiddenLayer.Unit.Name}";

    /// <summary>The chains of the training, rows of the visible units one after another; empty where none are
    /// kept.</summary>
    public ReadOnlyMemory<byte> Chains { get; init; }

    /// <summary>Reads a machine.</summary>
    /// <param name="place">The folder of a run, or a file.</param>
    /// <param name="warn">Told of a file that cannot be used, and why, and of a training that diverged.</param>
    /// <exception cref="InputException">There is no machine, or it cannot be read.</exception>
    public static LoadedMachine Open(string place, Action<string> warn)
        => Directory.Exists(place) ? OfRun(place, warn)
            : File.Exists(place) ? OfFile(place)
            : throw new InputException($"there is no file or folder {place}; it should be the folder of a run, with "
                + $"{RunFolder.PlanName}, or a file of the format {MachineFormats.Names}");

    private static LoadedMachine OfFile(string path)
    {
        try
        {
            byte[] content = File.ReadAllBytes(path);
            IMachineFormat format = MachineFormats.Of(content);
            MachineFile file = format.Read(content);
            return new(file.Machine, path) { Format = format.Name, Chains = file.Chains, Contents = file };
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException
            or ArgumentException or OverflowException)
        {
            throw new InputException($"the machine file {path} cannot be used: {error.Message}");
        }
    }

    private static LoadedMachine OfRun(string folder, Action<string> warn)
    {
        RunView view = RunView.Open(folder, warn);
        return new(view.Machine.ToMachine(view.Settings), view.Source)
        {
            Run = view,
            Folder = folder,
            // Without chains in the model term, those of the checkpoint still stand at their random starts.
            Chains = view.Settings.Plan.HasChains
                ? ChainsIn(Path.Combine(folder, RunFolder.CheckpointName)) : default,
        };
    }

    /// <summary>The chains in a checkpoint; none where it cannot be read.</summary>
    private static ReadOnlyMemory<byte> ChainsIn(string path)
    {
        try
        {
            StoredArray chains = NpzFile.Read(File.ReadAllBytes(path), "chains");
            return Array.ConvertAll(chains.ToDoubles(), number => (byte)number);
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
