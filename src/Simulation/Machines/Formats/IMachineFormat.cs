namespace RbmTheory.Simulation.Machines.Formats;

/// <summary>A format of files that hold a machine.</summary>
public interface IMachineFormat
{
    /// <summary>What command lines call it.</summary>
    string Name { get; }

    /// <summary>What it is and which machines it can hold, for help and error messages.</summary>
    string Holds { get; }

    /// <summary>Whether a file looks like one of this format.</summary>
    /// <param name="content">The whole file.</param>
    bool Recognizes(ReadOnlyMemory<byte> content);

    /// <summary>Reads a file.</summary>
    /// <param name="content">The whole file.</param>
    /// <exception cref="FormatException">It is damaged, or holds a machine that is none of ours; one line says in what
    /// way.</exception>
    MachineFile Read(ReadOnlyMemory<byte> content);

    /// <summary>Writes a file.</summary>
    /// <param name="stream">Where to; able to read, write and seek.</param>
    /// <param name="file">The machine, and what is known of its training.</param>
    /// <exception cref="ArgumentException">The format cannot hold such a machine; nothing was written.</exception>
    void Write(Stream stream, MachineFile file);
}
