"""The form renderer: every form and field of the product is drawn by our own components."""

from django.forms.renderers import TemplatesSetting


class CaseworkRenderer(TemplatesSetting):
    """Finds templates like any page does, so components may use the project's own template tags."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
