using System.Collections;
using System.Reflection;

namespace RbmTheory.Compare.Lab;

/// <summary>
/// What the reader is told of an experiment's settings: read off the properties that are <see cref="ShownAttribute"/>,
/// also those of settings within settings, in the order in which they are declared.
/// </summary>
public static class ParameterTable
{
    /// <summary>The rows, the last of which says what is scaled down.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="paper">Those of the paper.</param>
    public static IReadOnlyList<(string Name, string Value)> Of(object settings, object paper) =>
    [
        .. Parts(settings).GroupBy(p => p.Label, p => p.Text).Select(row => (row.Key, string.Join(", ", row))),
        ("Scaled down", ScaledDown(settings, paper) is { Length: > 0 } less
            ? less : "nothing: these are the paper's parameters"),
    ];

    /// <summary>
    /// What differs from the paper's settings, such as <c>5 runs instead of 25 runs</c>, with semicolons between; empty
    /// where nothing does.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <param name="paper">Those of the paper.</param>
    public static string ScaledDown(object settings, object paper)
        => string.Join("; ", Parts(settings).Zip(Parts(paper))
            .Where(pair => pair.First.Text != pair.Second.Text)
            .Select(pair => $"{pair.First.Text} instead of {pair.Second.Text}"));

    /// <summary>Every setting by name, those of settings within settings too; the outermost counts.</summary>
    /// <param name="settings">The settings.</param>
    public static IReadOnlyDictionary<string, object> Values(object settings)
    {
        Dictionary<string, object> values = [];
        foreach (PropertyInfo property in Properties(settings))
        {
            object? value = property.GetValue(settings);
            if (value is not null)
                values[property.Name] = value;
        }

        foreach (object inner in Properties(settings).Where(IsNested).Select(p => p.GetValue(settings)).OfType<object>())
        {
            foreach ((string name, object value) in Values(inner))
                values.TryAdd(name, value);
        }

        return values;
    }

    /// <summary>A setting as text: the elements of a list have commas between.</summary>
    /// <param name="value">The setting.</param>
    /// <param name="format">How a number is written, such as <c>{0:N0}</c>.</param>
    public static string Text(object? value, string format = "{0}")
        => value is IEnumerable list and not string
            ? string.Format(PlainFormat(format), string.Join(", ", list.Cast<object>().Select(e => string.Format(NumberFormat(format), e))))
            : string.Format(format, value);

    // "r = {0:N1}" is the frame "r = {0}" around elements "{0:N1}".
    private static string NumberFormat(string format)
    {
        int start = format.IndexOf("{0", StringComparison.Ordinal);
        return format[start..(format.IndexOf('}', start) + 1)];
    }

    private static string PlainFormat(string format)
        => format.Replace(NumberFormat(format), "{0}", StringComparison.Ordinal);

    private static IEnumerable<(string Label, string Text)> Parts(object settings)
    {
        foreach (PropertyInfo property in Properties(settings))
        {
            object? value = property.GetValue(settings);
            if (property.GetCustomAttribute<ShownAttribute>() is ShownAttribute shown)
                yield return (shown.Label, Text(value, shown.Format));
            else if (value is not null && IsNested(property))
            {
                foreach ((string Label, string Text) part in Parts(value))
                    yield return part;
            }
        }
    }

    private static IEnumerable<PropertyInfo> Properties(object settings)
        => settings.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0 && p.Name != "EqualityContract")
            .OrderBy(p => p.MetadataToken);

    /// <summary>A record of the settings' own assembly is a group of settings.</summary>
    private static bool IsNested(PropertyInfo property)
        => property.PropertyType is { IsClass: true } type && type.Assembly == property.DeclaringType!.Assembly;
}
