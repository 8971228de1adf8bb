using System.Text.Encodings.Web;
using System.Text.Json;
using RbmTheory.Compare.Records;

namespace RbmTheory.Compare.Training;

/// <summary>
/// A plan as a file: one JSON object whose keys are those of <see cref="SettingList.All"/>. A key that is left out
/// has its default. Paths are relative to the folder of the plan.
/// </summary>
public static class PlanFile
{
    private const int LongestFile = 1 << 20;

    private static readonly JsonWriterOptions Indented =
        new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a plan.</summary>
    /// <param name="path">The file.</param>
    /// <param name="given">Receives the names of the settings that it has; null for nobody.</param>
    /// <exception cref="InputException">It cannot be read, or holds something else; one line names the key.</exception>
    public static TrainingSettings Read(string path, ISet<string>? given = null)
    {
        TrainingSettings settings = TrainingSettings.Standard;
        given ??= new HashSet<string>();
        ReadKeys(path, (property, label, folder) =>
        {
            Setting setting = SettingList.Find(property.Name)
                ?? throw new InputException($"{label}: '{property.Name}' is unknown, but a key should be one of "
                    + string.Join(", ", SettingList.All.Select(s => s.Name)));
            string text = TextOf(setting, property.Value, label, text => Rooted(setting, text, folder));
            settings = setting.With(settings, $"{label}: {setting.Name}", text);
            if (!given.Add(setting.Name))
                throw new InputException($"{label}: {setting.Name} is given twice, but it should be given once");
        });
        return settings;
    }

    /// <summary>Reads the keys of a plan, whatever they are.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Is given each key with its value, what an error message calls the plan, and the folder that
    /// its paths are relative to.</param>
    /// <exception cref="InputException">It cannot be read, or is no JSON object.</exception>
    internal static void ReadKeys(string path, Action<JsonProperty, string, string> read)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            byte[] content = new byte[LongestFile + 1];
            int length = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            if (length > LongestFile)
                throw new FormatException($"it is longer than {LongestFile} bytes");
            using JsonDocument document = JsonDocument.Parse(content.AsMemory(0, length));
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new FormatException("it should hold one JSON object");
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
                read(property, $"the plan {path}", Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException
            or JsonException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            // The last of these is half a surrogate pair: well-formed JSON, and no text.
            throw new InputException($"the plan {path} cannot be used: {error.Message}");
        }
    }

    /// <summary>Writes all settings but the number of threads.</summary>
    /// <param name="path">The file, written whole or not at all.</param>
    /// <param name="settings">The settings.</param>
    public static void Write(string path, TrainingSettings settings)
        => AtomicFile.WriteText(path, ToJson(settings) + "\n");

    /// <summary>All settings but the number of threads as JSON.</summary>
    /// <param name="settings">The settings.</param>
    public static string ToJson(TrainingSettings settings)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Indented))
        {
            json.WriteStartObject();
            foreach (Setting setting in SettingList.All.Where(s => s.Name != "threads"))
            {
                if (setting.TextOf(settings) is not string text)
                    continue;
                json.WritePropertyName(setting.Name);
                if (setting.Kind == SettingKind.Word)
                    json.WriteStringValue(text);
                else
                    json.WriteRawValue(text);
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The text of a value, if it is of the setting's kind.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="value">The value.</param>
    /// <param name="label">What an error message calls the plan.</param>
    /// <param name="complete">Makes what is written of a word that the plan has.</param>
    /// <exception cref="InputException">It is of another kind.</exception>
    internal static string TextOf(Setting setting, JsonElement value, string label, Func<string, string> complete)
    {
        bool fits = (setting.Kind, value.ValueKind) is (SettingKind.Word, JsonValueKind.String)
            or (SettingKind.Whole or SettingKind.Real, JsonValueKind.Number)
            or (SettingKind.Flag, JsonValueKind.True or JsonValueKind.False);
        string raw = value.GetRawText();
        if (!fits)
            throw new InputException($"{label}: {setting.Name} = {(raw.Length > 60 ? raw[..60] + "…" : raw)}, but it "
                + $"should be {setting.Allowed}{(setting.Kind == SettingKind.Word ? ", in quotation marks" : "")}");
        return setting.Kind == SettingKind.Word ? complete(value.GetString()!) : raw;
    }

    /// <summary>A word with its path, where it is one, taken from the folder of the plan.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="text">The word.</param>
    /// <param name="folder">The folder of the plan.</param>
    internal static string Rooted(Setting setting, string text, string folder)
    {
        bool isPath = text.Length > 0
            && (setting.Name is "start" or "weights" or "mnist" || (setting.Name == "data" && !DataSpec.IsModel(text)));
        return isPath ? Path.Combine(folder, text) : text;
    }
}
