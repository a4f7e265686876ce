"""Support pages: look-up tables only. What is dated is kept on the portal's own pages, where its trail is."""

from django.contrib import admin

from network.models import Body, Country

admin.site.register(Country, list_display=("iso2", "iso3", "eu_code"), search_fields=("iso2", "eu_code"))
admin.site.register(Body, list_display=("key", "kind", "name"), search_fields=("key",))
