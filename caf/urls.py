app_name = "caf"
urlpatterns = []
