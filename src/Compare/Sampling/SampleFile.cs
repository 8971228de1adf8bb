using System.Globalization;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Sampling;

/// <summary>A file of samples, S × N, as <c>rbm train --data</c> reads it: <c>.npy</c> and <c>.npz</c>, with the one
/// array <c>samples</c>, of bytes, signed ones for spins, or <c>.csv</c>. Spins are −1 and 1, binary units 0 and 1,
/// Potts units colours from 0 on.</summary>
internal static class SampleFile
{
    private const string Array = "samples";

    /// <summary>Sees to it that a file can be written, before any work is done.</summary>
    /// <param name="path">The file.</param>
    /// <param name="source">The file of the machine, which it may not be.</param>
    /// <param name="samples">S.</param>
    /// <param name="sites">N.</param>
    /// <exception cref="InputException">Its name has another ending, it cannot be written, or it would be too
    /// large.</exception>
    public static void Prepare(string path, string source, int samples, int sites)
    {
        if (EndingOf(path) is not (".npy" or ".npz" or ".csv"))
            throw new InputException($"--out = {path}, but it should be a file named .npy, .npz or .csv");
        // The longest cell of text, a spin or colour and a comma, has 4 characters.
        long most = System.Array.MaxLength / 4 / sites;
        if (samples > most)
            throw new InputException($"--samples = {samples}, but it should be at most {most} for {sites} units");
        if (Directory.Exists(path))
            throw new InputException($"--out = {path}, but it should be a file, not a folder");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (File.Exists(path) && File.Exists(Path.Combine(folder, RunFolder.PlanName)))
            throw new InputException($"--out = {path}, but that one is of the run in {folder}; choose another name");
        if (File.Exists(path) && Path.GetFullPath(path) == Path.GetFullPath(source))
            throw new InputException($"--out = {path}, but that is the machine; choose another name");
        string probe = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"--out = {path}, but it should be a file that can be written ({error.Message})");
        }
    }

    /// <summary>Writes rows, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layer">The units.</param>
    /// <param name="rows">S rows as chains hold them, one after another.</param>
    public static void Write(string path, Layer<IVisibleUnit> layer, ReadOnlySpan<byte> rows)
    {
        sbyte[] values = ValuesOf(layer, rows);
        int[] shape = [values.Length / layer.Count, layer.Count];
        bool isSigned = layer.Unit.Values!.Any(value => value[0] < 0);
        void WriteNpy(Stream npy)
        {
            if (isSigned)
                NpyFile.WriteSBytes(npy, values, shape);
            else
                NpyFile.WriteBytes(npy, (byte[])(object)values, shape);
        }

        using MemoryStream file = new();
        switch (EndingOf(path))
        {
            case ".npy":
                WriteNpy(file);
                break;
            case ".npz":
                NpzFile.Write(file, compressed: true, [(Array, WriteNpy)]);
                break;
            default:
                WriteText(file, values, layer.Count, isSigned);
                break;
        }

        AtomicFile.WriteBytes(path, file.ToArray());
    }

    private static string EndingOf(string path) => Path.GetExtension(path).ToLowerInvariant();

    /// <summary>A byte a unit; colours above 127 are negative here, their bits are right.</summary>
    private static sbyte[] ValuesOf(Layer<IVisibleUnit> layer, ReadOnlySpan<byte> rows)
    {
        int bytes = layer.Unit.RowBytes(layer.Count), components = layer.Unit.Components;
        float[] decoded = new float[layer.Width];
        sbyte[] values = new sbyte[rows.Length / bytes * layer.Count];
        for (int start = 0, to = 0; start < rows.Length; start += bytes)
        {
            layer.Unit.Decode(rows.Slice(start, bytes), decoded);
            for (int i = 0; i < layer.Count; i++, to++)
                values[to] = components == 1 ? (sbyte)decoded[i]
                    : (sbyte)(byte)decoded.AsSpan(i * components, components).IndexOf(1f);
        }

        return values;
    }

    private static void WriteText(Stream file, sbyte[] values, int columns, bool isSigned)
    {
        using StreamWriter text = new(file, leaveOpen: true) { NewLine = "\n" };
        for (int i = 0; i < values.Length; i++)
        {
            int value = isSigned ? values[i] : (byte)values[i];
            text.Write(value.ToString(CultureInfo.InvariantCulture));
            text.Write((i + 1) % columns == 0 ? '\n' : ',');
        }
    }
}
