app_name = "customer_focus"
urlpatterns = []
