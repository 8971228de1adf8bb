using System.Text.Json;

namespace RbmTheory.Compare.Records;

/// <summary>
/// Records of layout 1, which knew no revisions and did not say which build made them: they are of revision 1, and made
/// by unknown builds.
/// </summary>
internal static class FirstLayout
{
    /// <summary>The number of the layout.</summary>
    public const int Format = 1;

    /// <summary>Rewrites a record in the current layout, every number in the digits it has.</summary>
    /// <param name="text">The text of a record of this layout.</param>
    /// <exception cref="JsonException">It is broken.</exception>
    public static byte[] Upgrade(ReadOnlyMemory<byte> text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.NameEquals("format"))
                    writer.WriteNumber(property.Name, RunRecord.CurrentFormat);
                else
                    Copy(property, writer);
            }

            writer.WriteNumber("revision", 1);
            writer.WriteNull("source");
            writer.WriteNull("modules");
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Copy(JsonProperty property, Utf8JsonWriter writer)
    {
        try
        {
            property.WriteTo(writer);
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException(error.Message); // half a surrogate pair
        }
    }
}
