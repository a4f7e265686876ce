"""Addresses of the invitations; ipsg_portal/urls.py puts them into the network's namespace."""

from django.urls import path

from network import views_invitation as views

urlpatterns = [
    path("invitations/", views.invitation_list, name="invitation_list"),
    path("invitations/new/", views.invitation_new, name="invitation_new"),
    path("invitations/<int:pk>/", views.invitation_page, name="invitation_page"),
    path("invitations/accept/<str:token>/", views.invitation_accept, name="invitation_accept"),
]
