using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RbmTheory.Compare.Records;

namespace RbmTheory.Compare.Training;

/// <summary>The result of a finished training, as JSON; its arrays are in an NPZ file beside it.</summary>
public sealed record TrainingRecord
{
    /// <summary>Version of this layout.</summary>
    public const int CurrentFormat = 1;

    /// <summary>How it is written.</summary>
    public static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    /// <summary>Version of the layout the record was written with.</summary>
    [JsonRequired] public int Format { get; init; } = CurrentFormat;

    /// <summary>Every parameter the numbers depend on, as the plan names them.</summary>
    [JsonRequired] public required JsonObject Parameters { get; init; }

    /// <summary>The seed; every random stream is derived from it.</summary>
    [JsonRequired] public required ulong Seed { get; init; }

    /// <summary>The version of the program that computed it.</summary>
    [JsonRequired] public required string Version { get; init; }

    /// <summary>The machine that computed it.</summary>
    [JsonRequired] public required Machine Machine { get; init; }

    /// <summary>Seconds of wall time it took, interruptions left out.</summary>
    [JsonRequired] public required double Seconds { get; init; }

    /// <summary>Epochs trained.</summary>
    [JsonRequired] public required int Epochs { get; init; }

    /// <summary>Scalars by name.</summary>
    [JsonRequired] public required IReadOnlyDictionary<string, double> Numbers { get; init; }

    /// <summary>One number a hidden unit, by name.</summary>
    [JsonRequired] public required IReadOnlyDictionary<string, double[]> Units { get; init; }

    /// <summary>What was recorded during the training, by name; <c>epoch</c> says when.</summary>
    [JsonRequired] public required IReadOnlyDictionary<string, double[]> Curves { get; init; }

    /// <summary>Reads a record.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The record, or null where there is no file.</returns>
    /// <exception cref="InputException">The file is broken.</exception>
    public static TrainingRecord? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            TrainingRecord record = JsonSerializer.Deserialize<TrainingRecord>(File.ReadAllText(path), Json)
                ?? throw new JsonException("it holds null");
            if (record.Format != CurrentFormat)
                throw new JsonException($"format = {record.Format}, but it should be {CurrentFormat}");
            if (record.Units.Concat(record.Curves).Any(series => series.Value is null))
                throw new JsonException("a series is null");
            // Texts of parameters are decoded when they are written: half a character in them is found here.
            _ = record.Parameters.ToJsonString();
            return record;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InputException($"the result {path} is broken ({InputException.ReasonOf(error)})");
        }
    }

    /// <summary>Writes the record whole or not at all.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) => AtomicFile.WriteText(path, ToJson() + "\n");

    /// <summary>The record as text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
