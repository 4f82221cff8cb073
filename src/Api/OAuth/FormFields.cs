using System.Text;
using Microsoft.AspNetCore.Http.Features;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.OAuth;

/// <summary>The parameters of a request to an OAuth endpoint: form-encoded, each at most once (RFC 6749 section 3.2).</summary>
internal sealed class FormFields
{
    private const string MediaType = "application/x-www-form-urlencoded";
    private const int MaxFields = 64;
    private const string Part = "body";

    private readonly IFormCollection _form;
    private readonly InputError? _whole;

    private FormFields(IFormCollection form, InputProblem? wrong)
    {
        _form = form;
        _whole = wrong is null ? null : new InputError([Part], "null", wrong);
    }

    /// <summary>A parameter; one without a value counts as not sent.</summary>
    public Input<string> this[string name]
    {
        get
        {
            var site = new InputSite([Part, name], () => "null", null);
            return (_whole, _form[name]) switch
            {
                ({ } whole, _) => Input<string>.Invalid(site, whole),
                (_, { Count: > 1 }) => Input<string>.Invalid(site, InputProblems.Value("a parameter must not be sent twice")),
                (_, [{ Length: > 0 } value]) => Input<string>.Of(site, value),
                _ => Input<string>.Absent(site),
            };
        }
    }

    /// <summary>Reads them. What cannot be read is wrong in every parameter.</summary>
    public static async Task<FormFields> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var sent = request.ContentType?.Split(';', 2)[0].Trim();
        if (!MediaType.Equals(sent, StringComparison.OrdinalIgnoreCase))
        {
            return new FormFields(FormCollection.Empty, InputProblems.Value($"the body must be {MediaType}"));
        }

        try
        {
            var options = new FormOptions { ValueCountLimit = MaxFields };
            return new FormFields(await new FormFeature(request, options).ReadFormAsync(cancellationToken), null);
        }
        catch (Exception failure) when (failure is InvalidDataException or DecoderFallbackException)
        {
            return new FormFields(FormCollection.Empty, InputProblems.Value("the body is no form that can be read"));
        }
    }
}
