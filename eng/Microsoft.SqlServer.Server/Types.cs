namespace Microsoft.SqlServer.Server;

/// <summary>How a user-defined type of the CLR is kept. Names and values are those that SqlClient was compiled with.</summary>
public enum Format
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>By the server's own layout.</summary>
    Native = 1,

    /// <summary>By <see cref="IBinarySerialize"/>.</summary>
    UserDefined = 2,
}

/// <summary>A user-defined type of the CLR that writes and reads itself.</summary>
public interface IBinarySerialize
{
    /// <summary>Reads the value.</summary>
    /// <param name="r">Where from.</param>
    void Read(BinaryReader r);

    /// <summary>Writes the value.</summary>
    /// <param name="w">Where to.</param>
    void Write(BinaryWriter w);
}

/// <summary>Marks a user-defined type of the CLR.</summary>
/// <param name="format">How it is kept.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = true)]
public sealed class SqlUserDefinedTypeAttribute(Format format) : Attribute
{
    /// <summary>How it is kept.</summary>
    public Format Format { get; } = format;

    /// <summary>In bytes; -1 for more than 8000.</summary>
    public int MaxByteSize { get; set; }

    /// <summary>Whether every value is as long as any other.</summary>
    public bool IsFixedLength { get; set; }

    /// <summary>Whether the bytes sort as the values do.</summary>
    public bool IsByteOrdered { get; set; }

    /// <summary>The method that judges a value; null for none.</summary>
    public string? ValidationMethodName { get; set; }

    /// <summary>The type's name on the server; null for that of the CLR.</summary>
    public string? Name { get; set; }
}

/// <summary>A type is no valid user-defined type.</summary>
public sealed class InvalidUdtException : SystemException
{
    /// <summary>Without a message of its own.</summary>
    public InvalidUdtException()
    {
    }

    /// <summary>Says why.</summary>
    /// <param name="message">Why.</param>
    public InvalidUdtException(string message)
        : base(message)
    {
    }

    /// <summary>Says why, and what led to it.</summary>
    /// <param name="message">Why.</param>
    /// <param name="innerException">What led to it.</param>
    public InvalidUdtException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Says which type, and why.</summary>
    /// <param name="udtType">The type.</param>
    /// <param name="resourceReason">Why.</param>
    public static InvalidUdtException Create(Type udtType, string resourceReason) => new($"{udtType} is no user-defined type: {resourceReason}");
}
