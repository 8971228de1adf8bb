using System.Text.Json;

namespace RbmTheory.Compare.Records;

/// <summary>A record as one line of JSON, in UTF-8; every number comes back bit for bit.</summary>
internal static class RecordLine
{
    private const byte End = (byte)'\n';

    /// <summary>The line of a record, with its end.</summary>
    /// <param name="record">The record.</param>
    public static byte[] Write(RunRecord record)
        => [.. JsonSerializer.SerializeToUtf8Bytes(record, RecordJson.Default.RunRecord), End];

    /// <summary>Reads a record, on one line or on several.</summary>
    /// <param name="text">The text; the first layout is understood too.</param>
    /// <param name="experiment">The experiment it should be of.</param>
    /// <exception cref="JsonException">It is damaged, of another layout or of another experiment.</exception>
    public static RunRecord Read(ReadOnlyMemory<byte> text, string experiment)
    {
        int format = FormatOf(text.Span);
        if (format == FirstLayout.Format)
            text = FirstLayout.Upgrade(text);
        else if (format != RunRecord.CurrentFormat)
            throw new JsonException($"format = {format}, but it should be {RunRecord.CurrentFormat}");
        RunRecord record = JsonSerializer.Deserialize(text.Span, RecordJson.Default.RunRecord)!;
        if (record.Experiment != experiment)
            throw new JsonException($"it holds the run {record.Experiment}/{record.Run}");
        // Null for an array is not a wrong annotation to the reader of JSON: it does not look inside a dictionary.
        if (record.Result.Series.FirstOrDefault(s => s.Value is null).Key is string name)
            throw new JsonException($"the series {name} is null");
        return record;
    }

    /// <summary>The layout a record says it has. It is the first thing in it, so that little is read for this.</summary>
    private static int FormatOf(ReadOnlySpan<byte> text)
    {
        Utf8JsonReader reader = new(text);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("it is no object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool found = reader.ValueTextEquals("format"u8);
            reader.Read();
            if (!found)
                reader.Skip();
            else if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int format))
                return format;
            else
                throw new JsonException("format is no whole number");
        }

        throw new JsonException("format is missing");
    }
}
