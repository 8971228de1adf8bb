using System.Text.Json;
using System.Text.Json.Serialization;
using RbmTheory.Compare.Records;

namespace RbmTheory.Compare.Lab;

/// <summary>
/// Typed settings and results as the flat numbers and series of a record, and back, by way of the JSON that a source
/// generator writes for their types.
/// </summary>
internal static class FlatJson
{
    /// <summary>Every setting by name: flags are 0 or 1, element i of a list has i after its name, null is left out.</summary>
    public static IReadOnlyDictionary<string, double> Parameters<T>(T settings, JsonSerializerContext json)
        where T : notnull
    {
        Dictionary<string, double> parameters = [];
        foreach (JsonProperty property in ToJson(settings, json).EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Array)
            {
                foreach ((int index, JsonElement element) in property.Value.EnumerateArray().Index())
                    parameters[$"{property.Name}{index}"] = Number(element);
            }
            else if (property.Value.ValueKind != JsonValueKind.Null)
            {
                parameters[property.Name] = Number(property.Value);
            }
        }

        return parameters;
    }

    /// <summary>The numbers and the lists of a result; null is left out.</summary>
    public static RunResult Result<T>(T result, JsonSerializerContext json)
        where T : notnull
    {
        Dictionary<string, double> numbers = [];
        Dictionary<string, double[]> series = [];
        foreach (JsonProperty property in ToJson(result, json).EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Array)
                series[property.Name] = [.. property.Value.EnumerateArray().Select(Number)];
            else if (property.Value.ValueKind != JsonValueKind.Null)
                numbers[property.Name] = Number(property.Value);
        }

        return new(numbers, series);
    }

    /// <summary>The typed result.</summary>
    /// <exception cref="JsonException">Something is missing.</exception>
    public static T Read<T>(RunResult result, JsonSerializerContext json)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            foreach ((string name, double value) in result.Numbers)
            {
                writer.WritePropertyName(name);
                Write(writer, value);
            }

            foreach ((string name, double[] values) in result.Series)
            {
                writer.WriteStartArray(name);
                foreach (double value in values)
                    Write(writer, value);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return (T)JsonSerializer.Deserialize(
            stream.GetBuffer().AsSpan(0, (int)stream.Length), json.GetTypeInfo(typeof(T))!)!;
    }

    private static JsonElement ToJson<T>(T value, JsonSerializerContext json)
        where T : notnull
        => JsonSerializer.SerializeToElement(value, json.GetTypeInfo(typeof(T))
            ?? throw new InvalidOperationException($"{json.GetType().Name} does not know {typeof(T).Name}"));

    private static void Write(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    private static double Number(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.String => element.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => throw new InvalidOperationException($"{element} is no number"),
        },
        _ => throw new InvalidOperationException($"{element} is no number"),
    };
}
