using System.CommandLine;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Machines.Formats;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm export RUN|FILE --format NAME FILE</c>: a machine as another program reads it.</summary>
public static class ExportCommand
{
    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        Argument<string> place = new("machine") { Description = "Folder of a run, or a file of a machine" };
        Argument<string> target = new("file") { Description = "Where to; a file that is there is written anew" };
        Option<string> format = new("--format")
        {
            Description = "rbms: HDF5 of Decelle's group, also for clusterbm, of binary or Potts visible and binary "
                + "hidden units, spins become 0 and 1; cossio: HDF5 of RestrictedBoltzmannMachinesHDF5.jl; npz: NumPy "
                + "arrays with the names of the units",
            HelpName = "name",
            Required = true,
        };
        Option<int> modes = Options.Whole("--modes", "Strongest modes of the weights that are kept, the others set "
            + "to 0; 0 for all", 0, 0, 10_000);
        Command command = new("export", "Write the machine of a run, or of a file, as another program reads it")
        {
            place, target, format, modes,
        };
        command.SetAction(parsed => Run(
            terminal, parsed.GetValue(place)!, parsed.GetValue(format)!, parsed.GetValue(target)!,
            parsed.GetValue(modes)));
        return command;
    }

    private static int Run(Terminal terminal, string place, string name, string target, int modes)
    {
        IMachineFormat format = MachineFormats.Find(name)
            ?? throw new InputException($"--format = {name}, but it should be {MachineFormats.Names}");
        CheckTarget(target);
        if (Path.GetFullPath(place) == Path.GetFullPath(target))
            throw new InputException($"file = {target}, but that is the machine that is read, with what it says of its "
                + "training; choose another name");
        LoadedMachine loaded = LoadedMachine.Open(place, line => terminal.Errors.WriteLine($"rbm: {line}"));
        using MemoryStream stream = new();
        MachineFile file = FileOf(loaded);
        format.Write(stream, modes == 0 ? file : Truncated(loaded, file, modes));
        AtomicFile.WriteBytes(target, stream.ToArray());
        IUnit visible = loaded.Machine.VisibleLayer.Unit, hidden = loaded.Machine.HiddenLayer.Unit;
        string changed = format is RbmsFormat && (visible is SpinUnit || hidden is SpinUnit)
            ? "; spins became 0 and 1, of the same law: weights are multiplied, and biases appear" : "";
        terminal.Output.WriteLine($"{target}: {loaded.Description} of {loaded.Source}, as {format.Name}"
            + (modes == 0 ? "" : $", {modes} of its modes") + changed);
        return 0;
    }

    /// <summary>The machine of its strongest modes; chains are those of another machine and left out.</summary>
    private static MachineFile Truncated(LoadedMachine loaded, MachineFile file, int modes)
    {
        if (!loaded.Machine.Parameters.AreFinite)
            throw new InputException($"{loaded.Source} holds weights that are no numbers");
        ModeTruncation truncation = new(loaded.Machine);
        if (modes > truncation.Modes)
            throw new InputException($"--modes = {modes}, but it should be in [0, {truncation.Modes}] for the "
                + $"{loaded.Description} of {loaded.Source}");
        return file with { Machine = truncation.Keep(modes), Chains = default };
    }

    /// <summary>Refuses what is no file that may be written.</summary>
    private static void CheckTarget(string target)
    {
        string? folder = target.Length == 0 ? null : Path.GetDirectoryName(Path.GetFullPath(target));
        if (folder is null || Directory.Exists(target))
            throw new InputException($"file = {target}, but it should be a file to be written");
        if (File.Exists(target) && File.Exists(Path.Combine(folder, RunFolder.PlanName)))
            throw new InputException($"file = {target}, but that one is of the run in {folder}; choose another name");
    }

    private static MachineFile FileOf(LoadedMachine loaded)
    {
        MachineFile file = loaded.Contents ?? new(loaded.Machine) { Chains = loaded.Chains };
        if (loaded.Run is not { } run || loaded.Folder is not { } folder)
            return file;
        // A run that is not finished has no result yet, and its updates are not counted.
        TrainingRecord? record = TrainingRecord.Read(Path.Combine(folder, RunFolder.ResultName));
        return file with
        {
            Updates = Math.Max(1, (long)(record?.Numbers.GetValueOrDefault("updates") ?? 1)),
            Seconds = record?.Seconds ?? 0,
            BatchSize = run.Settings.BatchSize,
            GibbsSteps = run.Settings.GibbsSteps,
            LearningRate = run.Settings.LearningRate,
        };
    }
}
