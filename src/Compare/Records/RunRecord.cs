using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Records;

/// <summary>
/// What one finished run of an experiment left: everything that figures, verdicts and the report are made of.
/// Written once, as JSON, and never changed.
/// </summary>
public sealed record RunRecord
{
    /// <summary>Version of this layout.</summary>
    public const int CurrentFormat = 2;

    /// <summary>Version of the layout the record was written with.</summary>
    [JsonRequired] public int Format { get; init; } = CurrentFormat;

    /// <summary>The experiment, for example <c>fig03a</c>.</summary>
    [JsonRequired] public required string Experiment { get; init; }

    /// <summary>The run within it, for example <c>seed-2</c>.</summary>
    [JsonRequired] public required string Run { get; init; }

    /// <summary>The revision of its experiment; records of another one are not reused.</summary>
    [JsonRequired] public int Revision { get; init; } = 1;

    /// <summary>Every parameter the numbers depend on, by name.</summary>
    [JsonRequired] public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    /// <summary>The seed of the run; every random stream is derived from it.</summary>
    [JsonRequired] public required ulong Seed { get; init; }

    /// <summary>The version of the program that computed it.</summary>
    [JsonRequired] public required string Version { get; init; }

    /// <summary>The source of the program that computed it; null where that is not known.</summary>
    [JsonRequired] public SourceState? Source { get; init; }

    /// <summary>The module version of each assembly that computed it, by name; null where that is not known.</summary>
    [JsonRequired] public IReadOnlyDictionary<string, Guid>? Modules { get; init; }

    /// <summary>The machine that computed it.</summary>
    [JsonRequired] public required Machine Machine { get; init; }

    /// <summary>Seconds of wall time it took.</summary>
    [JsonRequired] public required double Seconds { get; init; }

    /// <summary>What the run found.</summary>
    [JsonRequired] public required RunResult Result { get; init; }
}

/// <summary>The numbers a run found.</summary>
/// <param name="Numbers">Scalars by name.</param>
/// <param name="Series">Vectors by name.</param>
public sealed record RunResult(
    IReadOnlyDictionary<string, double> Numbers, IReadOnlyDictionary<string, double[]> Series);

/// <summary>Where a run was computed.</summary>
/// <param name="Processor">Model name, where the system tells it.</param>
/// <param name="Cores">Logical processors.</param>
/// <param name="VectorBits">Width of the widest vector register in use, in bits.</param>
/// <param name="System">Operating system and architecture.</param>
/// <param name="Runtime">.NET version.</param>
public sealed record Machine(string Processor, int Cores, int VectorBits, string System, string Runtime)
{
    /// <summary>This machine.</summary>
    public static Machine Current { get; } = Read();

    private static Machine Read()
    {
        const string CpuInfo = "/proc/cpuinfo";
        string? model = File.Exists(CpuInfo)
            ? File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        int bits = global::System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? 512
            : global::System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? 256
            : global::System.Runtime.Intrinsics.Vector128.IsHardwareAccelerated ? 128 : 64;
        return new(
            model?[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? "unknown",
            Environment.ProcessorCount,
            bits,
            global::System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier,
            Environment.Version.ToString());
    }
}
