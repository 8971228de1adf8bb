using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Machines.Formats;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Training;

/// <summary>
/// The machine that a training starts from, <c>--start</c>, in place of small random weights. A run keeps a copy of it,
/// <c>start.npz</c>, and its digest is part of the identity of the run: whatever becomes of the file or the run that it
/// was read from, the run can be resumed.
/// </summary>
public sealed class StartMachine
{
    /// <summary>The copy in the folder of a run.</summary>
    public const string Name = "start.npz";

    private const int Shown = 12;

    private readonly Rbm _machine;
    private readonly string _place;

    private StartMachine(Rbm machine, string place)
    {
        (_machine, _place) = (machine, place);
        Digest = DigestOf(machine);
    }

    /// <summary>SHA-256 of units, sizes and parameters, the same whatever file holds the machine.</summary>
    public string Digest { get; }

    /// <summary>Reads the machine that settings name, or the copy that the run has of it.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="folder">The folder of the run; null for none.</param>
    /// <param name="isNamed">Whether the user names it now, so that the copy has to be the same.</param>
    /// <param name="warn">Told of a file that cannot be used, and why.</param>
    /// <returns>Null where the training starts from random weights.</returns>
    /// <exception cref="InputException">It cannot be read, or the run in the folder started from another.</exception>
    public static StartMachine? Open(TrainingSettings settings, string? folder, bool isNamed, Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Start is not string place)
            return null;
        string? path = folder is null ? null : Path.Combine(folder, Name);
        bool isKept = path is not null && File.Exists(path) && File.Exists(Path.Combine(folder!, RunFolder.PlanName));
        StartMachine? kept = isKept ? new(LoadedMachine.Open(path!, warn).Machine, path!) : null;
        if (kept is not null && !isNamed)
            return kept;
        StartMachine named = new(LoadedMachine.Open(place, warn).Machine, place);
        return kept is null || kept.Digest == named.Digest ? named
            : throw new InputException($"--start = {place}, whose machine has the digest {named.Digest[..Shown]}…, but "
                + $"the run in {folder} started from {kept.Digest[..Shown]}…");
    }

    /// <summary>The settings with the units that the machine has.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="isGiven">Whether a setting, by its name, was chosen by the user; the others are taken from the
    /// machine.</param>
    /// <exception cref="InputException">One that was chosen differs from the machine.</exception>
    public TrainingSettings Settle(TrainingSettings settings, Func<string, bool> isGiven)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(isGiven);
        if (settings.HasFieldsOfData)
            throw new InputException($"--start-fields = data, but the machine {_place} has its own start; leave it out");
        bool fields = _machine.VisibleLayer.HasFields || _machine.HiddenLayer.HasFields;
        TrainingSettings settled = settings with
        {
            VisibleUnit = _machine.VisibleLayer.Unit,
            HiddenUnit = _machine.HiddenLayer.Unit,
            Hidden = _machine.Hidden,
            Fields = fields || settings.Fields,
        };
        foreach (string name in (string[])["visible", "hidden-units", "hidden", "fields"])
        {
            Setting setting = SettingList.Find(name)!;
            string? asked = setting.TextOf(settings), own = setting.TextOf(settled);
            if (isGiven(name) && asked is not null && asked != own)
                throw new InputException($"--{name} = {asked}, but the machine {_place} has {own}; leave it out");
        }

        return settled;
    }

    /// <summary>Refuses data of another number of units.</summary>
    /// <param name="sites">N of the data.</param>
    /// <exception cref="InputException">It is another.</exception>
    public void Check(int sites)
    {
        if (sites != _machine.Sites)
            throw new InputException($"--start = {_place}, a machine of {_machine.Sites} visible units, but the data "
                + $"have {sites}");
    }

    /// <summary>A machine of the units and numbers that is to be trained; fields that it lacks are 0.</summary>
    /// <param name="visible">The visible side of the training.</param>
    /// <param name="hidden">The hidden side.</param>
    public Rbm Create(Layer<IVisibleUnit> visible, Layer<IUnit> hidden)
    {
        Rbm machine = new(visible, hidden);
        foreach (((_, float[] from), (_, float[] to)) in _machine.Parameters.All.Zip(machine.Parameters.All))
            from.CopyTo(to, 0);
        return machine;
    }

    /// <summary>Keeps a copy in the folder of a run, unless there is one.</summary>
    /// <param name="folder">The folder, whose plan is not written yet.</param>
    public void KeepIn(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (File.Exists(folder.PathOf(RunFolder.PlanName)))
            return;
        using MemoryStream stream = new();
        new NpzFormat().Write(stream, new(_machine));
        AtomicFile.WriteBytes(folder.PathOf(Name), stream.ToArray());
    }

    private static string DigestOf(Rbm machine)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(
            $"{machine.VisibleLayer.Unit.Name} {machine.Sites} {machine.HiddenLayer.Unit.Name} {machine.Hidden}\n"));
        foreach ((string name, float[] values) in machine.Parameters.All)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {values.Length}\n"));
            // The bits of 0 and −0 differ, and so would trainings from them.
            hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
