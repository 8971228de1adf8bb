namespace RbmTheory.Simulation.Machines.Formats;

/// <summary>The formats of files that hold a machine. A new format is one line here.</summary>
public static class MachineFormats
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IMachineFormat> All { get; } = [new RbmsFormat(), new CossioFormat(), new NpzFormat()];

    /// <summary>Their names, for help and error messages.</summary>
    public static string Names { get; } = "rbms, cossio or npz";

    /// <summary>The format of a name; null where there is none.</summary>
    /// <param name="name">The name.</param>
    public static IMachineFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);

    /// <summary>The format that a file looks like.</summary>
    /// <param name="content">The whole file.</param>
    /// <exception cref="FormatException">It looks like none.</exception>
    public static IMachineFormat Of(ReadOnlyMemory<byte> content)
        => All.FirstOrDefault(format => format.Recognizes(content))
            ?? throw new FormatException($"it holds no machine, but it should hold one in the format {Names}");
}
